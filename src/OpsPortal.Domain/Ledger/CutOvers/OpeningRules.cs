using static OpsPortal.Domain.Ledger.Account;
using static OpsPortal.Domain.Ledger.CutOvers.OpeningTreatment;

namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>How the balance of an account comes over.</summary>
public enum OpeningTreatment
{
    /// <summary>In one sum, as the trial balance gives it.</summary>
    InOneSum,

    /// <summary>By our bank account, which the row of the trial balance names.</summary>
    ByBankAccount,

    /// <summary>Item by item from a file, whose sum the trial balance must equal.</summary>
    ByItems,

    /// <summary>Not at all: what stands there is explained by something that does not come over.</summary>
    StaysBehind,
}

/// <summary>One row of the table of opening balances.</summary>
/// <param name="File">The file with the items, where there are some.</param>
/// <param name="Instead">What to do where it stays behind.</param>
public sealed record OpeningRule(Account Account, OpeningTreatment Treatment, CutOverFileKind? File, string Instead);

/// <summary>How each account of the chart comes over from a former system.</summary>
public static class OpeningRules
{
    public static readonly IReadOnlyList<OpeningRule> Rows =
    [
        new(BankCash, ByBankAccount, null, ""),
        Behind(ProviderPending, "Wait until the provider has made it available and bring it over on 1030."),
        Sum(ProviderAvailable), Sum(TransfersInTransit),
        Behind(PayoutsInTransit, "Let the payouts in flight end in the former system before the cut-over date."),
        Sum(ProviderReserve), Sum(ExchangePosition),
        Items(Receivable, CutOverFileKind.Receivables), Items(RecoverableFromPayees, CutOverFileKind.PayeeMoney),
        Behind(FundsInDispute, "Let the dispute be decided in the former system before the cut-over date."),
        Items(CustomerDeposits, CutOverFileKind.UnappliedCash),
        Sum(DeferredRevenue), Items(PayeeObligations, CutOverFileKind.PayeeMoney),
        Behind(HeldPending, "Wait until the payments are settled and bring it over on 2120."),
        Items(HeldSettled, CutOverFileKind.PayeeMoney),
        Behind(RiskReserves, "Bring it over on 2120 and pause the payee first, so that nothing of it is paid out."),
        Behind(SettlementPayables, "Let the payouts in flight end in the former system before the cut-over date."),
        Items(PayablesAndFees, CutOverFileKind.Payables), Sum(TaxWithheld),
        Behind(BlockedByCompliance, "Place the hold on the payee first and bring the money over on 2120."),
        Items(UnappliedCash, CutOverFileKind.UnappliedCash),
        Items(CustomerCredits, CutOverFileKind.UnappliedCash),
        Sum(SalesTaxPayable), Sum(EquityBroughtForward),
        Behind(OpeningClearing, "Leave it out: it is used by the cut-over itself and ends at zero."),
        Sum(PlatformFees), Sum(SalesRevenue), Sum(SubscriptionRevenue), Sum(InterestIncome), Sum(ProviderAndBankFees),
        Sum(InterestExpense), Sum(BadDebt), Sum(Tolerances), Sum(DisputeLosses), Sum(ExchangeDifferences),
        Sum(CostOfPayeeServices),
    ];

    private static readonly Dictionary<Account, OpeningRule> ByAccount = Rows.ToDictionary(row => row.Account);

    /// <summary>The accounts that a file of items explains.</summary>
    public static IEnumerable<Account> AccountsOf(CutOverFileKind file) =>
        Rows.Where(row => row.File == file).Select(row => row.Account);

    public static OpeningRule Of(Account account) => ByAccount[account];

    private static OpeningRule Sum(Account account) => new(account, InOneSum, null, "");

    private static OpeningRule Items(Account account, CutOverFileKind file) => new(account, ByItems, file, "");

    private static OpeningRule Behind(Account account, string instead) => new(account, StaysBehind, null, instead);
}
