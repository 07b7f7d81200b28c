using NodaTime;

namespace OpsPortal.Domain.Insights;

/// <summary>One measure over receipts: what is counted, out of what, and what is aimed at.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="Name">Its name on screen.</param>
/// <param name="Definition">What exactly is divided by what.</param>
/// <param name="Target">The share aimed at, from 0 to 1.</param>
/// <param name="HigherIsBetter">True where the target is a floor, false where it is a ceiling.</param>
/// <param name="Counts">The receipts that it is about.</param>
/// <param name="Hits">Those of them that make the share.</param>
public sealed record Measure(
    string Key, string Name, string Definition, decimal Target, bool HigherIsBetter, Func<ReceiptFact, bool> Counts,
    Func<ReceiptFact, bool> Hits)
{
    public MeasuredShare Of(IEnumerable<ReceiptFact> receipts)
    {
        var (part, whole) = (0, 0);
        foreach (var receipt in receipts.Where(Counts))
        {
            whole++;
            part += Hits(receipt) ? 1 : 0;
        }

        return new MeasuredShare(part, whole);
    }

    /// <summary>Null where there is nothing to judge.</summary>
    public bool? IsMet(MeasuredShare share) =>
        share.Value is { } value ? HigherIsBetter ? value >= Target : value <= Target : null;

    /// <summary>True for a receipt that keeps the measure from its target: what a person would look at.</summary>
    public bool Spoils(ReceiptFact receipt) => Counts(receipt) && Hits(receipt) != HigherIsBetter;
}

/// <summary>A share with its denominator.</summary>
public readonly record struct MeasuredShare(int Part, int Whole)
{
    /// <summary>From 0 to 1; null of nothing.</summary>
    public decimal? Value => Whole == 0 ? null : (decimal)Part / Whole;
}

/// <summary>The measures of cash, each with its definition: the whole table.</summary>
public static class Measures
{
    /// <summary>How long an application may take.</summary>
    public static readonly Duration LagAimedAt = Duration.FromHours(24);

    public static readonly IReadOnlyList<Measure> All =
    [
        new("straight-through", "Straight-through rate",
            "Receipts applied in full by rules alone, with no human touch, out of all receipts that were not returned.",
            0.85m, true, receipt => !receipt.IsReturned, receipt => receipt.IsStraightThrough),
        new("manual-touch", "Manual-touch rate",
            "Receipts that a person applied, decided on or took back, out of all receipts that were not returned.",
            0.15m, false, receipt => !receipt.IsReturned, receipt => receipt.IsTouched),
        new("match-accuracy", "Match accuracy",
            "Receipts applied by a rule whose application nobody had to take back, out of all receipts applied by a rule.",
            0.995m, true, receipt => receipt.ByRule > 0, receipt => !receipt.IsMisapplied),
        new("duplicate-posts", "Duplicate-post rate",
            "Receipts whose arrival stands in the journal more than once, out of all receipts.",
            0m, false, _ => true, receipt => receipt.Postings > 1),
        new("application-lag", "Applied within 24 h",
            "Receipts applied in full within 24 hours of their arrival, out of all receipts that were applied in full.",
            0.95m, true, receipt => receipt.Lag is not null, receipt => receipt.Lag <= LagAimedAt),
    ];

    public static Measure? Of(string? key) => All.SingleOrDefault(measure => measure.Key == key);

    /// <summary>The lag that so many of the receipts kept to, by the nearest rank; null where none was applied.</summary>
    /// <param name="receipts">The receipts measured.</param>
    /// <param name="percent">From 1 to 100: 50 for the median.</param>
    public static Duration? LagAt(IEnumerable<ReceiptFact> receipts, int percent)
    {
        var lags = receipts.Select(receipt => receipt.Lag).OfType<Duration>().Order().ToList();
        return lags.Count == 0 ? null : lags[((lags.Count * percent) + 99) / 100 - 1];
    }
}
