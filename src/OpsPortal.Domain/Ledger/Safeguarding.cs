using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// What is kept safe for others in one currency against what is owed to them, both in minor units. Deposits count as far as they
/// are paid: what a buyer has not sent yet needs no cover.
/// </summary>
public sealed record SafeguardingPosition(Currency Currency, long CoverMinor, long OwedMinor)
{
    public bool IsCovered => CoverMinor >= OwedMinor;

    /// <summary>By how much cash falls short; zero where it does not.</summary>
    public Money Shortfall => new(Math.Max(0, OwedMinor - CoverMinor), Currency);
}

/// <summary>A down payment as far as it is a buyer's money that still stands as a deposit, in minor units.</summary>
/// <param name="BalanceMinor">Of it on 2010, credit positive.</param>
/// <param name="CollectedMinor">What the buyer paid on it and was not given back as a credit.</param>
/// <param name="ClearedMinor">What stages have cleared: it is owed to payees from then on.</param>
public readonly record struct DepositStand(long BalanceMinor, long CollectedMinor, long ClearedMinor)
{
    public long PaidMinor => Math.Clamp(CollectedMinor - ClearedMinor, 0, Math.Max(0, BalanceMinor));
}

/// <summary>Which accounts keep others' money safe, and which say what is owed: safeguarded bank cash stands on 1010 beside
/// them.</summary>
public static class Safeguarding
{
    /// <summary>Provider balances, money on its way, and what the provider keeps back.</summary>
    public static readonly IReadOnlyList<Account> Cover =
    [
        Account.ProviderPending, Account.ProviderAvailable, Account.TransfersInTransit, Account.PayoutsInTransit,
        Account.ProviderReserve,
    ];

    /// <summary>What is owed, but for deposits, which count only as far as they are paid.</summary>
    public static readonly IReadOnlyList<Account> Owed =
    [
        Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.SettlementPayables,
        Account.BlockedByCompliance, Account.UnappliedCash, Account.CustomerCredits,
    ];

    /// <param name="balances">Of all accounts of the company and one currency, debit positive.</param>
    /// <param name="safeguardedCashMinor">What of 1010 stands in safeguarded bank accounts.</param>
    /// <param name="paidDepositsMinor">What of 2010 buyers have paid.</param>
    public static SafeguardingPosition Of(
        Currency currency, IReadOnlyDictionary<Account, long> balances, long safeguardedCashMinor, long paidDepositsMinor) =>
        new(currency,
            Cover.Aggregate(safeguardedCashMinor, (sum, account) => checked(sum + balances.GetValueOrDefault(account))),
            Owed.Aggregate(paidDepositsMinor, (sum, account) => checked(sum - balances.GetValueOrDefault(account))));
}
