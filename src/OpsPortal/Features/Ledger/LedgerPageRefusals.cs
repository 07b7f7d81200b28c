namespace OpsPortal.Features.Ledger;

/// <summary>The refusals of the ledger's pages and endpoints.</summary>
internal static class LedgerPageRefusals
{
    public static Refusal NotADay(string text) => new(
        "ledger.not-a-day", "Refused.", $"'{text}' is not a date.", "Write it as 2026-03-31.") { Field = "asOf" };
}
