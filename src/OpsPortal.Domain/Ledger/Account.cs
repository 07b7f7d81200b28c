namespace OpsPortal.Domain.Ledger;

/// <summary>An account of the chart; the value is its code.</summary>
public enum Account
{
    BankCash = 1010,
    ProviderPending = 1020,
    ProviderAvailable = 1030,
    TransfersInTransit = 1040,
    PayoutsInTransit = 1050,
    ProviderReserve = 1060,
    ExchangePosition = 1070,
    Receivable = 1200,
    RecoverableFromPayees = 1250,
    FundsInDispute = 1260,
    CustomerDeposits = 2010,
    DeferredRevenue = 2050,
    PayeeObligations = 2100,
    HeldPending = 2110,
    HeldSettled = 2120,
    RiskReserves = 2200,
    SettlementPayables = 2300,
    PayablesAndFees = 2400,
    TaxWithheld = 2500,
    BlockedByCompliance = 2510,
    UnappliedCash = 2600,
    CustomerCredits = 2610,
    SalesTaxPayable = 2700,
    EquityBroughtForward = 3000,
    OpeningClearing = 3900,
    PlatformFees = 4000,
    SalesRevenue = 4010,
    SubscriptionRevenue = 4020,
    InterestIncome = 4030,
    ProviderAndBankFees = 5000,
    InterestExpense = 5010,
    BadDebt = 5100,
    Tolerances = 5110,
    DisputeLosses = 5200,
    ExchangeDifferences = 5300,
    CostOfPayeeServices = 5400,
}

public enum AccountKind
{
    Asset,
    Liability,
    Equity,
    Income,
    Expense,
}

/// <summary>The five liability buckets of the roll-forward, or none.</summary>
public enum LiabilityBucket
{
    None,
    HeldFunds,
    RiskReserves,
    SettlementPayables,
    PayablesAndFees,
    TaxAndCompliance,
}

/// <summary>What the lines of an account are kept apart by.</summary>
[Flags]
public enum KeptBy
{
    Nothing = 0,
    Invoice = 1,
    Payee = 2,
    Receipt = 4,
    Batch = 8,
    BankAccount = 16,
}
