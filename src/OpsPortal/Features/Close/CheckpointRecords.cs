using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Events;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Ledger.Safeguarding;
using OpsPortal.Features.Reconciliation;

namespace OpsPortal.Features.Close;

/// <summary>Reads what the records hold of a checkpoint; the table of rules judges it.</summary>
[Part]
internal sealed class CheckpointRecords(IEnumerable<IReconciliationSource> sources)
{
    private static readonly InboxState[] Waiting =
        [InboxState.Ready, InboxState.Waiting, InboxState.Retrying, InboxState.DeadLetter];

    public async Task<CheckpointEvidence> ReadAsync(OpsDbContext db, Checkpoint checkpoint, Instant now, CancellationToken ct) =>
        CheckpointRules.Judge(checkpoint.Code, checkpoint.Code switch
        {
            CheckpointCalendar.BankStatement => await StatementsAsync(db, checkpoint, ct),
            CheckpointCalendar.ProviderReport => await ProvidersAsync(db, checkpoint, ct),
            CheckpointCalendar.ExceptionsBelowLimit => await CasesAsync(db, checkpoint, now, ct),
            CheckpointCalendar.Safeguarding => await SafeguardingAsync(db, checkpoint, ct),
            CheckpointCalendar.ClosePrepared => await StepAsync(db, checkpoint, close => close.PreparedAt, ct),
            CheckpointCalendar.CloseReviewed => await StepAsync(db, checkpoint, close => close.ReviewedAt, ct),
            CheckpointCalendar.CloseSigned => await StepAsync(db, checkpoint, close => close.SignedAt, ct),
            _ => [],
        });

    // Asked of the accounts whose bank works on that day.
    private static async Task<List<CheckpointRecord>> StatementsAsync(
        OpsDbContext db, Checkpoint checkpoint, CancellationToken ct)
    {
        var asked = await db.Set<StatementSchedule>().AsNoTracking()
            .Where(one => one.LegalEntityId == checkpoint.LegalEntityId && one.From <= checkpoint.Day)
            .Join(db.Set<TreasuryAccount>(), schedule => schedule.Id, account => account.Id,
                (schedule, account) => new { schedule.Id, schedule.Calendar, account.Name }).ToListAsync(ct);
        var here = await db.Set<BankStatement>()
            .Where(one => one.LegalEntityId == checkpoint.LegalEntityId && one.ClosingOn == checkpoint.Day)
            .Select(one => new { one.BankAccountId, one.FileId }).ToListAsync(ct);
        return
        [
            .. asked.Where(one => Domain.Cash.BankingDays.IsOpen(one.Calendar, checkpoint.Day))
                .OrderBy(one => one.Name, StringComparer.Ordinal).Select(one =>
            {
                var found = here.Where(statement => statement.BankAccountId == one.Id).ToList();
                return new CheckpointRecord(CheckpointRecordKind.Statement, one.Name, found.Count,
                    found.Count == 0 ? "/cash/imports" : $"/cash/imports/{found[0].FileId}");
            }),
        ];
    }

    private async Task<List<CheckpointRecord>> ProvidersAsync(OpsDbContext db, Checkpoint checkpoint, CancellationToken ct)
    {
        var (entity, day) = (checkpoint.LegalEntityId, checkpoint.Day);
        var source = sources.Single(one => one.Layer == ReconciliationLayer.ProviderToSubledger);
        var scopes = (await source.ScopesAsync(db, entity, ct)).Where(one => one.Scope != ProviderReport.ByHand).ToList();
        var reports = await db.Set<ProviderReport>().Where(one => one.LegalEntityId == entity && one.FromDay <= day
                && one.ToDay >= day && one.State != ReportState.WaitsForSignature)
            .Select(one => new { one.Provider, one.Id }).ToListAsync(ct);
        var runs = await db.Set<ReconciliationRun>().Where(one => one.LegalEntityId == entity && one.Layer == source.Layer
                && one.FromDay <= day && one.AsOf >= day && one.IsCurrent)
            .OrderBy(one => one.RunAt).Select(one => new { one.Scope, one.Currency, one.Id }).ToListAsync(ct);
        return
        [
            .. scopes.Select(scope => scope.Scope).Distinct().Select(provider => Of(
                CheckpointRecordKind.ProviderReport, provider,
                [.. reports.Where(one => one.Provider == provider).Select(one => $"/reconciliation/reports/{one.Id}")])),
            .. scopes.Select(scope => Of(
                CheckpointRecordKind.ProviderRun, $"{scope.Scope}, {scope.Currency}",
                [.. runs.Where(one => (one.Scope, one.Currency) == (scope.Scope, scope.Currency))
                    .Select(one => $"/reconciliation/{one.Id}")])),
            .. await EventsAsync(db, checkpoint, ct),
        ];

        static CheckpointRecord Of(CheckpointRecordKind kind, string subject, List<string> links) =>
            new(kind, subject, links.Count, links.LastOrDefault("/reconciliation"));
    }

    // An event that belongs to nobody yet may be this company's.
    private static async Task<List<CheckpointRecord>> EventsAsync(OpsDbContext db, Checkpoint checkpoint, CancellationToken ct)
    {
        var zone = (await Closes.EntityAsync(db, checkpoint.LegalEntityId, ct)).TimeZone;
        var from = checkpoint.Day.AtStartOfDayInZone(zone).ToInstant();
        var to = checkpoint.Day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        var received = db.Set<InboxEvent>().Where(one => one.ReceivedAt >= from && one.ReceivedAt < to
            && (one.LegalEntityId == null || one.LegalEntityId == checkpoint.LegalEntityId));
        var waiting = await received.CountAsync(one => Waiting.Contains(one.State), ct);
        var dismissed = await received.CountAsync(one => one.State == InboxState.Dismissed, ct);
        List<CheckpointRecord> told = [new(CheckpointRecordKind.WaitingEvents, "", waiting, "/events")];
        if (dismissed > 0)
            told.Add(new(CheckpointRecordKind.DismissedEvents, "", dismissed, "/events?state=Dismissed"));
        return told;
    }

    // At its hour, or now where that is still to come: later lateness is the next day's.
    private static async Task<List<CheckpointRecord>> CasesAsync(
        OpsDbContext db, Checkpoint checkpoint, Instant now, CancellationToken ct)
    {
        var hour = Instant.Min(now, checkpoint.DueAt);
        var late = await db.Set<ExceptionCase>().CountAsync(one => one.LegalEntityId == checkpoint.LegalEntityId
            && one.State != ExceptionState.Resolved && one.DueAt < hour, ct);
        return [new(CheckpointRecordKind.LateCases, "", late, "/exceptions")];
    }

    private static async Task<List<CheckpointRecord>> SafeguardingAsync(
        OpsDbContext db, Checkpoint checkpoint, CancellationToken ct) =>
    [
        .. (await SafeguardingPositions.ReadAsync(db, checkpoint.LegalEntityId, checkpoint.Day, ct)).Select(position => new
            CheckpointRecord(CheckpointRecordKind.Shortfall, position.Currency.Code, position.Shortfall.Minor, "/ledger")),
    ];

    private static async Task<List<CheckpointRecord>> StepAsync(
        OpsDbContext db, Checkpoint checkpoint, Func<PeriodClose, Instant?> step, CancellationToken ct)
    {
        var month = checkpoint.Day.ToYearMonth();
        var close = await db.Set<PeriodClose>().AsNoTracking().Where(one => one.LegalEntityId == checkpoint.LegalEntityId
                && one.Year == month.Year && one.Month == month.Month)
            .OrderByDescending(one => one.Version).FirstOrDefaultAsync(ct);
        var entity = await Closes.EntityAsync(db, checkpoint.LegalEntityId, ct);
        var there = close is not null && step(close) is not null;
        return
        [
            new(CheckpointRecordKind.CloseStep, $"{month.Year:0000}-{month.Month:00}", there ? 1 : 0,
                Closes.Path(entity.Code, month)),
        ];
    }
}

/// <summary>The case of a missed checkpoint.</summary>
internal static class CheckpointCases
{
    public static string KeyOf(Checkpoint checkpoint) => $"checkpoint:{checkpoint.Id}";

    /// <summary>It was done after all: what was said then is the answer, in the name of who did it.</summary>
    public static Task CloseAsync(Access.Work work, Checkpoint checkpoint)
    {
        var who = checkpoint.DoneBy is null ? "The records show it" : $"{work.Person.Name} did it late";
        return OneCase.SettleAsync(work, CaseFact.CheckpointDone, [KeyOf(checkpoint)],
            new CaseClosing("It was not done in time.", $"{who}: {checkpoint.Note}"));
    }
}
