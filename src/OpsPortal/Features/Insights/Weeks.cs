namespace OpsPortal.Features.Insights;

/// <summary>The weeks of a trend: they begin on Mondays, in UTC, so that all legal entities share them.</summary>
internal static class Weeks
{
    /// <summary>How many a trend shows, the running one included.</summary>
    public const int Shown = 12;

    public static LocalDate Of(Instant instant)
    {
        var day = instant.InUtc().Date;
        return day.PlusDays(1 - (int)day.DayOfWeek);
    }

    /// <summary>The Mondays of the trend, oldest first.</summary>
    public static IReadOnlyList<LocalDate> Until(Instant now) =>
        [.. Enumerable.Range(0, Shown).Select(back => Of(now).PlusWeeks(back - Shown + 1))];

    public static Instant Start(LocalDate monday) => monday.AtMidnight().InUtc().ToInstant();
}
