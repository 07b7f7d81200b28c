namespace OpsPortal.Domain.Insights;

/// <summary>In what a measure of the books is told.</summary>
public enum BookUnit
{
    Days,
    Count,

    /// <summary>From 0 to 1.</summary>
    Share,
}

/// <summary>One measure of close, receivables and release: what it is, and what is aimed at.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="HigherIsBetter">True where the target is a floor, false where it is a ceiling.</param>
public sealed record BookMeasure(
    string Key, string Name, string Definition, BookUnit Unit, decimal Target, bool HigherIsBetter = false)
{
    public static BookMeasure TimeToClose { get; } = new(
        "time-to-close", "Time to close",
        "From the month's last midnight to the controller's signature; median of all closed months.", BookUnit.Days, 10);

    public static BookMeasure OpenAtClose { get; } = new(
        "open-at-close", "Open items at close", "Cases that were still open when the latest closed month was signed.",
        BookUnit.Count, 10);

    public static BookMeasure OldBreaks { get; } = new(
        "breaks-by-age", "Breaks by age", "Reconciliation breaks that no run has closed, by the time since one found them; "
            + "none should be older than three days.", BookUnit.Count, 0);

    public static BookMeasure DaysSalesOutstanding { get; } = new(
        "dso", "Days sales outstanding",
        $"Open receivables over what was billed in {BookMeasures.DaysBilled} days, times those days.", BookUnit.Days, 45);

    public static BookMeasure ReleaseMedian { get; } = new(
        "release-median", "Release timeliness, median",
        "From the acceptance of the work to its payout being paid, over twelve weeks.", BookUnit.Days, 30);

    public static BookMeasure ReleaseShare { get; } = new(
        "release-share", "Release timeliness, share",
        $"Accepted work that was paid out within {BookMeasures.ReleaseAimedAt.Days} days, over twelve weeks.", BookUnit.Share,
        0.9m, HigherIsBetter: true);

    public static IReadOnlyList<BookMeasure> All { get; } =
        [TimeToClose, OpenAtClose, OldBreaks, DaysSalesOutstanding, ReleaseMedian, ReleaseShare];

    /// <summary>Null where there is nothing to judge.</summary>
    public bool? IsMet(decimal? value) => value is { } found ? HigherIsBetter ? found >= Target : found <= Target : null;
}
