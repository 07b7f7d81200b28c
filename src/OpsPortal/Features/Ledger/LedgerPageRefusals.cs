namespace OpsPortal.Features.Ledger;

/// <summary>The refusals of the ledger's pages and endpoints.</summary>
internal static class LedgerPageRefusals
{
    public static Refusal NotADay(string text) => new(
        "ledger.not-a-day", "Refused.", $"'{text}' is not a date.", "Write it as 2026-03-31.") { Field = "asOf" };

    public static Refusal NotYet => new(
        "ledger.not-yet", "Refused.", "That day is still to come; nothing is booked ahead.", "Choose today or an earlier day.")
        { Field = "asOf" };

    public static Refusal NotAMonth(string text) => new(
        "ledger.not-a-month", "Refused.", $"'{text}' is not a month.", "Write it as 2026-03.") { Field = "month" };

    public static Refusal EndsBeforeItBegins => new(
        "ledger.range", "Refused.", "The last day lies before the first.", "Choose a last day that is not earlier.")
    {
        Field = "to",
    };

    public static Refusal RangeTooLong(int days) => new(
        "ledger.range-too-long", "Refused.", $"A roll-forward covers at most {days} days.", "Choose a shorter range.")
    {
        Field = "to",
    };
}
