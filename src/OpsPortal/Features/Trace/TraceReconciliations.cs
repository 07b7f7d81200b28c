using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;

namespace OpsPortal.Features.Trace;

/// <summary>The run, break, report or trial balance that an id names: they belong to no single contract, so they stand by
/// themselves.</summary>
internal static class TraceReconciliations
{
    public static async Task<IReadOnlyList<TraceNode>> FindAsync(Reading reading, string text)
    {
        if (!Guid.TryParse(text, out var id) || !reading.Person.May(Permission.SeeReconciliation))
            return [];
        var (db, mine, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        var found = new List<TraceNode>();
        var breaks = await db.Set<ReconciliationBreak>().Where(one => one.Id == new ReconciliationBreakId(id)
            && mine.Contains(one.LegalEntityId)).ToListAsync(ct);
        var runs = await db.Set<ReconciliationRun>().Where(one => one.Id == new ReconciliationRunId(id)
            && mine.Contains(one.LegalEntityId)).ToListAsync(ct);
        runs.AddRange(await RunsOfAsync(reading, breaks));
        found.AddRange(runs.Select(run => new TraceNode(
            "reconciliation", run.Id.ToString(), run.Basis.ToString(), BreakWords.Of(run).Words, run.RunAt,
            $"/reconciliation/{run.Id}", new Money(run.DifferenceMinor, run.Currency))));
        found.AddRange(breaks.Select(one => new TraceNode(
            "break", one.Id.ToString(), $"{BreakWords.Of(one.Kind)}: {one.Reference}", one.State.ToString(), one.FoundAt,
            $"/reconciliation/{one.LastRunId}?break={one.Id}", new Money(one.EffectMinor, one.Currency))));
        found.AddRange((await db.Set<ProviderReport>().Where(one => one.Id == new ProviderReportId(id)
            && mine.Contains(one.LegalEntityId)).ToListAsync(ct)).Select(one => new TraceNode(
            "report", one.Id.ToString(), one.Name, Words.Of(one.State), one.TakenAt, $"/reconciliation/reports/{one.Id}")));
        found.AddRange((await db.Set<ErpTrialBalance>().Where(one => one.Id == new ErpTrialBalanceId(id)
            && mine.Contains(one.LegalEntityId)).Select(one => new { one.Name, one.TakenAt }).ToListAsync(ct))
            .Select(one => new TraceNode(
                "trial balance", text, one.Name, "Taken", one.TakenAt, $"/reconciliation/trial-balances/{id}")));
        return found;
    }

    private static Task<List<ReconciliationRun>> RunsOfAsync(Reading reading, List<ReconciliationBreak> breaks)
    {
        var ids = breaks.Select(one => one.LastRunId).ToList();
        return reading.Db.Set<ReconciliationRun>().Where(run => ids.Contains(run.Id)).ToListAsync(reading.Ct);
    }
}
