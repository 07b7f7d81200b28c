using static OpsPortal.Domain.Ledger.Account;
using static OpsPortal.Domain.Ledger.AccountKind;
using static OpsPortal.Domain.Ledger.KeptBy;

namespace OpsPortal.Domain.Ledger;

/// <summary>One row of the chart: code, name, kind, bucket, and what its lines are kept apart by.</summary>
public sealed record ChartRow(Account Account, string Name, AccountKind Kind, LiabilityBucket Bucket, KeptBy KeptBy)
{
    public int Code => (int)Account;

    /// <summary>Lines of this account name the payee they belong to, and the payment the money came from.</summary>
    public bool IsPerPayee => KeptBy.HasFlag(Payee);

    /// <summary>Assets and expenses grow by debits, liabilities, equity and income by credits.</summary>
    public bool GrowsByDebit => Kind is Asset or Expense;
}

/// <summary>The chart of accounts, one row per account. Its sub-accounts are the dimensions on the lines.</summary>
public static class ChartOfAccounts
{
    private const KeptBy PayeeMoney = Payee | Invoice | Receipt;

    public static readonly IReadOnlyList<ChartRow> Rows =
    [
        Row(BankCash, "Bank cash", Asset, BankAccount),
        Row(ProviderPending, "Provider balance, pending", Asset, Receipt),
        Row(ProviderAvailable, "Provider balance, available", Asset, Receipt),
        Row(TransfersInTransit, "Transfers in transit", Asset),
        Row(PayoutsInTransit, "Payouts in transit", Asset, Batch),
        Row(ProviderReserve, "Reserve kept back by the provider", Asset),
        Row(ExchangePosition, "Exchange position", Asset),
        Row(Receivable, "Accounts receivable", Asset, Invoice),
        Row(RecoverableFromPayees, "Recoverable from payees", Asset, PayeeMoney),
        Row(FundsInDispute, "Funds in dispute at provider", Asset, Receipt),
        Row(CustomerDeposits, "Customer deposits", Liability, Invoice),
        Row(DeferredRevenue, "Deferred revenue", Liability, Invoice),
        Row(PayeeObligations, "Payee obligations, not collected", Liability, Payee | Invoice),
        Row(HeldPending, "Held funds, pending settlement", Liability, PayeeMoney, LiabilityBucket.HeldFunds),
        Row(HeldSettled, "Held funds, settled", Liability, PayeeMoney, LiabilityBucket.HeldFunds),
        Row(RiskReserves, "Risk reserves", Liability, PayeeMoney, LiabilityBucket.RiskReserves),
        Row(SettlementPayables, "Settlement payables", Liability, PayeeMoney | Batch, LiabilityBucket.SettlementPayables),
        Row(PayablesAndFees, "Accounts payable and provider fees", Liability, Nothing, LiabilityBucket.PayablesAndFees),
        Row(TaxWithheld, "Tax withheld", Liability, Nothing, LiabilityBucket.TaxAndCompliance),
        Row(BlockedByCompliance, "Funds blocked by compliance", Liability, PayeeMoney, LiabilityBucket.TaxAndCompliance),
        Row(UnappliedCash, "Unapplied cash", Liability, Receipt),
        Row(CustomerCredits, "Customer credits", Liability, Invoice),
        Row(SalesTaxPayable, "Sales tax and VAT payable", Liability, Invoice),
        Row(EquityBroughtForward, "Equity and earnings brought forward", Equity),
        Row(OpeningClearing, "Opening balance clearing, ends at zero", Equity),
        Row(PlatformFees, "Platform fee revenue", Income, Invoice),
        Row(SalesRevenue, "Sales revenue", Income, Invoice),
        Row(SubscriptionRevenue, "Subscription and usage revenue", Income, Invoice),
        Row(InterestIncome, "Interest income", Income),
        Row(ProviderAndBankFees, "Provider and bank fees", Expense, Receipt),
        Row(InterestExpense, "Interest expense", Expense),
        Row(BadDebt, "Bad debt and write-offs", Expense, Invoice),
        Row(Tolerances, "Tolerances and discounts", Expense, Invoice),
        Row(DisputeLosses, "Dispute losses", Expense, Receipt),
        Row(ExchangeDifferences, "Exchange differences", Expense),
        Row(CostOfPayeeServices, "Cost of payee services", Expense, Invoice),
    ];

    private static readonly Dictionary<Account, ChartRow> ByAccount = Rows.ToDictionary(row => row.Account);

    /// <summary>The accounts in which a payee's money can sit.</summary>
    public static readonly IReadOnlyList<Account> PayeePositions =
        [HeldPending, HeldSettled, RiskReserves, BlockedByCompliance, SettlementPayables, RecoverableFromPayees];

    public static ChartRow Of(Account account) => ByAccount[account];

    private static ChartRow Row(
        Account account, string name, AccountKind kind, KeptBy keptBy = Nothing, LiabilityBucket bucket = LiabilityBucket.None) =>
        new(account, name, kind, bucket, keptBy);
}
