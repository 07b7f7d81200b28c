using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Jobs;
using OpsPortal.Outbox;

namespace OpsPortal.Shell.Telemetry;

/// <summary>What lies and waits, as gauges: read by a job now and then, so that a listener never asks the database.</summary>
[Part]
internal sealed class WaitingGauges : IBackgroundJob, IDisposable
{
    private static readonly Row[] Rows =
    [
        new("opsportal.inbox.waiting", "{event}", "Events that are stored and not handled.",
            async (db, _, ct) => await Waiting(db).CountAsync(ct)),
        new("opsportal.inbox.age", "s", "Since when the oldest event that is due waits.", async (db, now, ct) => Age(now,
            await Waiting(db).Where(row => row.State == InboxState.Ready).MinAsync(row => (Instant?)row.ReceivedAt, ct))),
        new("opsportal.inbox.dead", "{event}", "Events that were given up.",
            async (db, _, ct) => await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.DeadLetter, ct)),
        new("opsportal.payouts.unknown", "{payout}", "Payouts of which nobody knows the end.",
            async (db, _, ct) => await Unknown(db).CountAsync(ct)),
        new("opsportal.payouts.unknown.age", "s", "Since when the oldest of them was released.",
            async (db, now, ct) => Age(now, await Unknown(db).MinAsync(item => item.ReleasedAt, ct))),
        new("opsportal.cases.open", "{case}", "Cases that are open.", async (db, _, ct) => await Open(db).CountAsync(ct)),
        new("opsportal.cases.overdue", "{case}", "Cases that are open beyond their time.",
            async (db, now, ct) => await Open(db).CountAsync(one => one.DueAt < now, ct)),
        new("opsportal.mail.waiting", "{mail}", "E-mails that wait or could not be sent.",
            async (db, _, ct) => await db.Set<OutboxMessage>().CountAsync(one => one.State != OutboxState.Sent, ct)),
        new("opsportal.audit.height", "{link}", "Links of the audit chain.",
            async (db, _, ct) => await db.Set<AuditSeal>().MaxAsync(seal => (long?)seal.Sequence, ct) ?? 0),
    ];

    private readonly Meter meter = new("OpsPortal.Waiting");
    private readonly long[] latest = new long[Rows.Length];
    private readonly IDbContextFactory<OpsDbContext> contexts;
    private readonly IClock clock;

    public WaitingGauges(IDbContextFactory<OpsDbContext> contexts, IClock clock)
    {
        (this.contexts, this.clock) = (contexts, clock);
        foreach (var (place, row) in Rows.Index())
            meter.CreateObservableGauge(row.Name, () => latest[place], row.Unit, row.Words);
    }

    public string Name => "waiting-gauges";

    public string Purpose => "Counts what lies and waits, for those who watch the figures.";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        foreach (var (place, row) in Rows.Index())
            latest[place] = await row.ReadAsync(db, now, ct);
        return JobResults.Nothing;
    }

    public void Dispose() => meter.Dispose();

    private static long Age(Instant now, Instant? since) => since is { } at ? (long)Math.Max(0, (now - at).TotalSeconds) : 0;

    private static IQueryable<InboxEvent> Waiting(OpsDbContext db) => db.Set<InboxEvent>().Where(row =>
        row.State == InboxState.Ready || row.State == InboxState.Waiting || row.State == InboxState.Retrying);

    private static IQueryable<PayoutItem> Unknown(OpsDbContext db) =>
        db.Set<PayoutItem>().Where(item => item.State == PayoutItemState.Unknown);

    private static IQueryable<ExceptionCase> Open(OpsDbContext db) =>
        db.Set<ExceptionCase>().Where(one => one.State != ExceptionState.Resolved);

    private sealed record Row(
        string Name, string Unit, string Words, Func<OpsDbContext, Instant, CancellationToken, Task<long>> ReadAsync);
}
