using NodaTime;

namespace OpsPortal.Domain.Insights;

/// <summary>Measures of the books that are no share of receipts.</summary>
public static class BookMeasures
{
    /// <summary>The days over which billing is looked at for days sales outstanding.</summary>
    public const int DaysBilled = 90;

    /// <summary>The time within which accepted and paid work should reach its payee.</summary>
    public static readonly Duration ReleaseAimedAt = Duration.FromDays(30);

    /// <summary>Days sales outstanding: open receivables over what was billed in so many days, times those days. Null where
    /// nothing was billed.</summary>
    public static decimal? DaysSalesOutstanding(long openMinor, long billedMinor) =>
        billedMinor <= 0 ? null : (decimal)openMinor * DaysBilled / billedMinor;

    /// <summary>The middle one, of two the earlier; null of none.</summary>
    public static Duration? Median(IEnumerable<Duration> durations)
    {
        var ordered = durations.Order().ToList();
        return ordered.Count == 0 ? null : ordered[(ordered.Count - 1) / 2];
    }
}
