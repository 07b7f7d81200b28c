using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;

namespace OpsPortal.Features.Desk;

/// <summary>Breaks without an explanation that are the person's own, or nobody's yet.</summary>
[Part]
internal sealed class BreaksWaiting : IWaitingSource
{
    public string Room => "Reconciliation";

    public Permission Permission => Permission.Reconcile;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var open = await reading.Db.Set<ReconciliationBreak>().Where(one => entities.Contains(one.LegalEntityId)
                && one.State == BreakState.Open && (one.OwnerId == null || one.OwnerId == me))
            .OrderBy(one => one.DueAt).ThenBy(one => one.Id).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. open.Select(one => new Waiting(
            "Explain a break",
            $"{BreakWords.Of(one.Kind)}: {one.Reference}, {ReconciliationBasis.ScopeWords(one.ScopeName, one.Currency)}",
            $"/reconciliation/{one.LastRunId}?break={one.Id}", one.FoundAt, one.DueAt,
            new Money(one.EffectMinor, one.Currency)))];
    }
}

/// <summary>Runs of a period, and runs with breaks, that another person must read.</summary>
[Part]
internal sealed class ReconciliationReviewsWaiting : IWaitingSource
{
    public string Room => "Reconciliations to review";

    public Permission Permission => Permission.ReviewReconciliation;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var runs = await reading.Db.Set<ReconciliationRun>().Where(run => entities.Contains(run.LegalEntityId)
                && run.IsCurrent && run.ReviewedAt == null && (run.RunBy == null || run.RunBy != me)
                && (run.BreakCount > 0 || run.FromDay != run.AsOf))
            .OrderBy(run => run.RunAt).ThenBy(run => run.Id).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. runs.Select(run => new Waiting(
            "Review a reconciliation",
            $"{ReconciliationBasis.ScopeWords(run.ScopeName, run.Currency)}, {BreakWords.Days(run.FromDay, run.AsOf)}: {
                BreakWords.Of(run).Words.ToLowerInvariant()}",
            $"/reconciliation/{run.Id}", run.RunAt))];
    }
}

/// <summary>Settlement sheets that somebody else made and that wait for a second person.</summary>
[Part]
internal sealed class SettlementsWaiting : IWaitingSource
{
    public string Room => "Settlement sheets";

    public Permission Permission => Permission.ReviewReconciliation;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var sheets = await reading.Db.Set<ProviderReport>().Where(one => entities.Contains(one.LegalEntityId)
                && one.State == ReportState.WaitsForSignature && one.TakenBy != me)
            .OrderBy(one => one.TakenAt).ThenBy(one => one.Id).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. sheets.Select(one => new Waiting(
            "Sign a settlement sheet", $"{one.Name}: compare it with the bank", $"/reconciliation/reports/{one.Id}",
            one.TakenAt))];
    }
}
