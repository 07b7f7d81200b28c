using System.Globalization;

namespace OpsPortal.Benchmarks;

/// <summary>One line of the table: what was measured, beside its floor in the same run.</summary>
internal sealed record Measured(string Bar, string Goal, string Floor, string Product, double Ratio, string Wanted, bool Held)
{
    /// <summary>The books did not come out right: no figure counts then.</summary>
    public bool MoneyIsWrong { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Bar} | {Goal} | {Floor} | {Product} | {Ratio:0.00} | {Wanted} | {
            (MoneyIsWrong ? "WRONG MONEY" : Held ? "yes" : "no")} |");

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>How fast a run was.</summary>
internal sealed record Pace(double PerSecond, double P99Milliseconds)
{
    public static Pace Of(IReadOnlyCollection<double> milliseconds, TimeSpan whole) => new(
        milliseconds.Count / whole.TotalSeconds, milliseconds.Order().ElementAt((int)(milliseconds.Count * 0.99)));
}
