using System.Globalization;

namespace OpsPortal.Tests.Faults;

/// <summary>
/// How often and for how long a fault is tried, and from which seed. Without settings it is the fixed share of ordinary test
/// runs; <c>scripts/long-checks.sh</c> sets <c>OPSPORTAL_FAULT_MINUTES</c>, and <c>OPSPORTAL_FAULT_SEED</c> tries a seed again.
/// </summary>
internal sealed record KillPlan(int Seed, int Runs, TimeSpan Cap)
{
    private const string Prefix = "OPSPORTAL_FAULT_";

    /// <param name="runs">The share of an ordinary test run.</param>
    /// <param name="cap">No further run starts after this.</param>
    public static KillPlan Read(int runs, TimeSpan cap)
    {
        var seed = Number("SEED") is { } given ? (int)given : Random.Shared.Next(1, 1_000_000);
        var wanted = Number("RUNS") is { } counted ? (int)counted : (int?)null;
        return Number("MINUTES") is { } minutes
            ? new KillPlan(seed, wanted ?? int.MaxValue, TimeSpan.FromMinutes(minutes))
            : new KillPlan(seed, wanted ?? runs, wanted is null ? cap : TimeSpan.MaxValue);
    }

    /// <summary>
    /// Without settings each named point once, half of them on either database; <c>OPSPORTAL_FAULT_POINT_RUNS</c> says how
    /// often each is tried on both.
    /// </summary>
    public static KillPlan ReadPoints() =>
        Read(1, TimeSpan.MaxValue) with { Runs = (int)(Number("POINT_RUNS") ?? 1), Cap = TimeSpan.MaxValue };

    /// <param name="runs">The share of an ordinary test run; <c>OPSPORTAL_FAULT_CUT_RUNS</c> says another number.</param>
    public static KillPlan ReadCuts(int runs) =>
        Read(1, TimeSpan.MaxValue) with { Runs = (int)(Number("CUT_RUNS") ?? runs), Cap = TimeSpan.MaxValue };

    /// <param name="runs">The share of an ordinary test run; <c>OPSPORTAL_FAULT_POWER_RUNS</c> says another number.</param>
    /// <param name="cap">No further run starts after this, unless a number is said.</param>
    public static KillPlan ReadPower(int runs, TimeSpan cap)
    {
        var plan = Read(runs, cap);
        return Number("POWER_RUNS") is { } wanted
            ? plan with { Runs = (int)wanted, Cap = TimeSpan.MaxValue } : plan;
    }

    public IReadOnlyList<T> ShareOf<T>(StoreKind kind, IReadOnlyList<T> points) => Number("POINT_RUNS") is null
        ? [.. points.Where((_, i) => i % 2 == (kind == StoreKind.Sqlite ? 0 : 1))] : points;

    /// <summary>
    /// One line for people and for <c>scripts/long-checks.sh</c>; after N runs without a fault 3/N bounds the rate at 95 %.
    /// </summary>
    public static async Task ReportAsync(string what, int runs, int faults, string words)
    {
        var bound = faults == 0 && runs > 0
            ? string.Create(CultureInfo.InvariantCulture, $"at most {Math.Min(100, 300.0 / runs):0.0} % (3/N)") : "no bound";
        var line = $"{what}: {runs} runs, {faults} faults, 95 % upper bound {bound}; {words}";
        await Console.Out.WriteLineAsync(line);
        if (Environment.GetEnvironmentVariable(Prefix + "REPORT") is { Length: > 0 } path)
            await File.AppendAllTextAsync(path, line + Environment.NewLine);
    }

    private static double? Number(string name) =>
        double.TryParse(Environment.GetEnvironmentVariable(Prefix + name), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var found)
            ? found
            : null;
}
