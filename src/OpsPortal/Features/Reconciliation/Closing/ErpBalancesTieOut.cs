using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Reconciliation.Sources;

namespace OpsPortal.Features.Reconciliation.Closing;

/// <summary>
/// Each account stands in the ERP as in our books, or somebody has said why not. A company compares balances with an ERP from the
/// month of its first trial balance on; one that never brought any has nothing to tie.
/// </summary>
[Part]
internal sealed class ErpBalancesTieOut : ITieOut
{
    public int Order => 63;

    // A month may be handed over, and its balances told, after it is closed.
    public bool IsOfTheMoment => true;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, last) = (scope.LegalEntityId, scope.LastDay);
        var used = await scope.Db.Set<ErpTrialBalance>().Where(one => one.LegalEntityId == entity && one.AsOf <= last)
            .Select(one => one.Target).Distinct().ToListAsync(ct);
        var runs = (await MonthRuns.LastAsync(scope, ct)).Where(run => run.Layer == ReconciliationLayer.SubledgerToErp).ToList();
        var currencies = used.Count == 0 ? [] : (await LedgerBalances.AccountBalancesAsync(scope.Db, entity, last, ct))
            .Select(one => one.Currency).Concat(runs.Select(run => run.Currency)).Distinct()
            .OrderBy(one => one.Code, StringComparer.Ordinal).ToList();
        var lines = new List<TieOutLine>();
        foreach (var target in used.Order())
        foreach (var currency in currencies)
            lines.Add(await LineAsync(scope, target, currency, runs, ct));
        return new TieOut(
            "erp-balances", "Balances in the ERP equal ours", ReconciledBalances.Basis(scope), "Accounts with a balance",
            "As in the run, and equal or explained", lines);
    }

    private static async Task<TieOutLine> LineAsync(
        CloseScope scope, ErpTarget target, Currency currency, List<ReconciliationRun> runs, CancellationToken ct)
    {
        var (system, code) = (ErpTargets.Of(target).System, ErpSource.BalancesOf(target));
        var run = runs.Find(one => one.Scope == code && one.Currency == currency);
        var basis = new ReconciliationBasis(
            scope.LegalEntityId, ReconciliationLayer.SubledgerToErp, code, system, currency, scope.FirstDay, scope.LastDay,
            DateBasis.BookedOn);
        var sides = new ErpBalanceSides(scope.Db, basis, target);
        var version = await scope.Db.Set<ErpTrialBalance>()
            .Where(one => one.LegalEntityId == scope.LegalEntityId && one.Target == target && one.AsOf <= scope.LastDay)
            .OrderByDescending(one => one.AsOf).ThenByDescending(one => one.TakenAt).Select(one => one.MappingVersion)
            .FirstAsync(ct);
        var now = await sides.OursAsync(
            await ErpBalanceSides.BookAsync(scope.Db, scope.LegalEntityId, target, version, ct), ct);
        if (run is null)
            return new TieOutLine($"{system}, {currency}: not reconciled", null, now.Count, 0, "/reconciliation");
        var rows = await scope.Db.Set<ReconciliationRow>()
            .Where(row => row.RunId == run.Id && row.Party == ReconciliationParty.Ours && row.AmountMinor != 0)
            .Select(row => new { row.Key, row.AmountMinor }).ToListAsync(ct);
        var compared = rows.Select(row => (row.Key, row.AmountMinor)).ToHashSet();
        var stand = now.Select(item => (item.Key, item.AmountMinor)).ToHashSet();
        var accounts = compared.Concat(stand).Select(one => one.Key).Distinct(StringComparer.Ordinal).Count();
        var seen = (await MonthRuns.SeenByAsync(scope, [run], ct))[run.Id].ToList();
        var explained = seen.Count(one => one.IsExplained(scope.Now));
        var ids = seen.ConvertAll(one => one.BreakId);
        var differ = await scope.Db.Set<ReconciliationBreak>().Where(one => ids.Contains(one.Id)).Select(one => one.Key)
            .ToListAsync(ct);
        var equal = stand.Count(one => compared.Contains(one) && !differ.Contains(one.Key));
        return new TieOutLine(
            $"{system}, {currency}", null, accounts, stand.Count(compared.Contains) - (seen.Count - explained),
            $"/reconciliation/{run.Id}")
        {
            Words = explained == 0 ? null : $"{equal} equal, {explained} explained",
        };
    }
}
