namespace OpsPortal.Domain.Ledger;

/// <summary>One row of the table of balances that only pass through.</summary>
/// <param name="Account">The account that a later event must empty again.</param>
/// <param name="KeptBy">What its money is told apart by: the payment, the batch, or nothing.</param>
/// <param name="Days">How many days money may stand there.</param>
/// <param name="MissingEvent">The event that has not come, in words.</param>
public sealed record StaleRule(Account Account, KeptBy KeptBy, int Days, string MissingEvent);

/// <summary>
/// Which balances are pending by nature, and when one is stale: the event that should have moved the money on is missing. Money
/// leaves in the order in which it came, so what is left of a balance after its newer growth is older than the bound.
/// </summary>
public static class StaleBalances
{
    public static readonly IReadOnlyList<StaleRule> Rules =
    [
        new(Account.TransfersInTransit, KeptBy.Nothing, 5, "the bank's line of the transfer"),
        new(Account.PayoutsInTransit, KeptBy.Batch, 7, "the provider's or the bank's word that the payout is final"),
        new(Account.SettlementPayables, KeptBy.Batch, 7, "paid, failed or returned for the payouts of the batch"),
        new(Account.FundsInDispute, KeptBy.Receipt, 120, "the outcome of the dispute"),
    ];

    /// <summary>The stale part in minor units, never negative.</summary>
    /// <param name="rule">The row of the account.</param>
    /// <param name="balanceMinor">The balance of the sub-account, debit positive.</param>
    /// <param name="grownMinor">What its lines of the last <see cref="StaleRule.Days"/> days added to it, debit positive.</param>
    public static long StaleMinor(StaleRule rule, long balanceMinor, long grownMinor)
    {
        var sign = ChartOfAccounts.Of(rule.Account).GrowsByDebit ? 1 : -1;
        return Math.Max(0, checked(sign * (balanceMinor - grownMinor)));
    }
}
