namespace OpsPortal.Api;

/// <summary>What a key may be used for. A key never does more than the person who answers for it.</summary>
internal static class ApiScope
{
    public const string CashRead = "cash.read";
    public const string CashWrite = "cash.write";
    public const string CloseRead = "close.read";
    public const string ContractsRead = "contracts.read";
    public const string ContractsWrite = "contracts.write";
    public const string LedgerRead = "ledger.read";
    public const string MatchingTry = "matching.try";
    public const string PayeeInvoicesWrite = "payee-invoices.write";
    public const string PayoutsRead = "payouts.read";
    public const string TraceRead = "trace.read";

    public static IReadOnlyList<string> All { get; } =
        [
            CashRead, CashWrite, CloseRead, ContractsRead, ContractsWrite, LedgerRead, MatchingTry, PayeeInvoicesWrite,
            PayoutsRead, TraceRead,
        ];
}
