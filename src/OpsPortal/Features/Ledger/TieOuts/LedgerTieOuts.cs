using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Ledger.RollForward;

namespace OpsPortal.Features.Ledger.TieOuts;

/// <summary>Debits equal credits in every currency.</summary>
[Part]
internal sealed class TrialBalanceTieOut : ITieOut
{
    public int Order => 10;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var day = RollForwardQuery.WhenIso(scope.LastDay);
        var balances = await LedgerBalances.AccountBalancesAsync(scope.Db, scope.LegalEntityId, scope.LastDay, ct);
        return new TieOut(
            "trial-balance", "The trial balance is zero", $"Balances at the end of {day}, by booked date in the company's zone.",
            "Debits", "Credits",
            [
                .. balances.GroupBy(balance => balance.Currency).OrderBy(group => group.Key).Select(group => new TieOutLine(
                    $"Trial balance in {group.Key}", group.Key,
                    group.Sum(balance => Math.Max(0, balance.BalanceMinor)),
                    group.Sum(balance => Math.Max(0, -balance.BalanceMinor)),
                    $"/ledger?entity={scope.LegalEntityId}&currency={group.Key}&asOf={day}")),
            ]);
    }
}

/// <summary>The roll-forward of the month ends at the trial balance of its last day.</summary>
[Part]
internal sealed class RollForwardTieOut : ITieOut
{
    public int Order => 70;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var range = await RollForwards.ReadAsync(scope.Db, scope.LegalEntityId, scope.FirstDay, scope.LastDay, ct);
        var owed = await RollForwards.OwedAsync(scope.Db, scope.LegalEntityId, scope.LastDay, ct);
        var closings = range.Rows.ToDictionary(row => (row.Account, row.Currency), row => row.ClosingMinor);
        var (first, last) = (RollForwardQuery.WhenIso(scope.FirstDay), RollForwardQuery.WhenIso(scope.LastDay));
        return new TieOut(
            "roll-forward", "The liability roll-forward ends at the trial balance",
            $"Opening on {first} and every movement booked from then to {last}, against balances at the end of {last}.",
            "Roll-forward", "Trial balance",
            [
                .. closings.Keys.Union(owed.Keys).OrderBy(key => key.Currency).ThenBy(key => key.Account)
                    .Select(key => new TieOutLine(
                        $"{(int)key.Account} {ChartOfAccounts.Of(key.Account).Name}", key.Currency,
                        closings.GetValueOrDefault(key), owed.GetValueOrDefault(key),
                        $"/ledger/roll-forward?entity={scope.LegalEntityId}&currency={key.Currency}&from={first}&to={last}")),
            ]);
    }
}
