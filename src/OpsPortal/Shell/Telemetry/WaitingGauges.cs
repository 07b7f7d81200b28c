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
    private readonly Meter meter = new("OpsPortal.Waiting");
    private readonly IDbContextFactory<OpsDbContext> contexts;
    private readonly IClock clock;
    private Figures latest = new();

    public WaitingGauges(IDbContextFactory<OpsDbContext> contexts, IClock clock)
    {
        (this.contexts, this.clock) = (contexts, clock);
        Gauge("opsportal.inbox.waiting", "{event}", "Events that are stored and not handled.", now => now.Events);
        Gauge("opsportal.inbox.age", "s", "Since when the oldest event that is due waits.", now => now.OldestEvent);
        Gauge("opsportal.inbox.dead", "{event}", "Events that were given up.", now => now.DeadEvents);
        Gauge("opsportal.payouts.unknown", "{payout}", "Payouts of which nobody knows the end.", now => now.Unknown);
        Gauge("opsportal.payouts.unknown.age", "s", "Since when the oldest of them was released.", now => now.OldestUnknown);
        Gauge("opsportal.cases.open", "{case}", "Cases that are open.", now => now.Cases);
        Gauge("opsportal.cases.overdue", "{case}", "Cases that are open beyond their time.", now => now.OverdueCases);
        Gauge("opsportal.mail.waiting", "{mail}", "E-mails that wait or could not be sent.", now => now.Mails);
        Gauge("opsportal.audit.height", "{link}", "Links of the audit chain.", now => now.Seals);
    }

    public string Name => "waiting-gauges";

    public string Purpose => "Counts what lies and waits, for those who watch the figures.";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var events = db.Set<InboxEvent>().Where(row =>
            row.State == InboxState.Ready || row.State == InboxState.Waiting || row.State == InboxState.Retrying);
        var unknown = db.Set<PayoutItem>().Where(item => item.State == PayoutItemState.Unknown);
        var cases = db.Set<ExceptionCase>().Where(one => one.State != ExceptionState.Resolved);
        latest = new Figures
        {
            Events = await events.CountAsync(ct),
            OldestEvent = Age(now, await events.Where(row => row.State == InboxState.Ready)
                .MinAsync(row => (Instant?)row.ReceivedAt, ct)),
            DeadEvents = await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.DeadLetter, ct),
            Unknown = await unknown.CountAsync(ct),
            OldestUnknown = Age(now, await unknown.MinAsync(item => item.ReleasedAt, ct)),
            Cases = await cases.CountAsync(ct),
            OverdueCases = await cases.CountAsync(one => one.DueAt < now, ct),
            Mails = await db.Set<OutboxMessage>().CountAsync(one => one.State != OutboxState.Sent, ct),
            Seals = await db.Set<AuditSeal>().MaxAsync(seal => (long?)seal.Sequence, ct) ?? 0,
        };
        return "nothing";
    }

    public void Dispose() => meter.Dispose();

    private static long Age(Instant now, Instant? since) => since is { } at ? (long)Math.Max(0, (now - at).TotalSeconds) : 0;

    private void Gauge(string name, string unit, string words, Func<Figures, long> figure) =>
        meter.CreateObservableGauge(name, () => figure(latest), unit, words);

    private sealed record Figures
    {
        public long Events { get; init; }

        public long OldestEvent { get; init; }

        public long DeadEvents { get; init; }

        public long Unknown { get; init; }

        public long OldestUnknown { get; init; }

        public long Cases { get; init; }

        public long OverdueCases { get; init; }

        public long Mails { get; init; }

        public long Seals { get; init; }
    }
}
