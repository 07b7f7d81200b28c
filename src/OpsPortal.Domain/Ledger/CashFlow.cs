using static OpsPortal.Domain.Ledger.Account;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// What came into the company's cash and what left it. Cash is what stands at banks and providers, pending or under way between
/// them: moving it from one to the other is neither. What came in less what went out is what the balance of cash changed by.
/// </summary>
public static class CashFlow
{
    private static readonly Account[] Cash = [BankCash, ProviderPending, ProviderAvailable, TransfersInTransit];

    /// <summary>Both in minor units, none below zero. Of one day and currency; a balance that is brought over is no
    /// flow.</summary>
    public static (long InMinor, long OutMinor) Of(IEnumerable<Movement> movements)
    {
        var nets = movements.Where(one => Cash.Contains(one.Account) && one.Family != EventFamily.OpeningBalance)
            .GroupBy(one => (one.Family, one.IsReversal))
            .Select(group => group.Sum(one => one.DebitMinor - one.CreditMinor)).ToList();
        return (nets.Where(net => net > 0).Sum(), -nets.Where(net => net < 0).Sum());
    }
}
