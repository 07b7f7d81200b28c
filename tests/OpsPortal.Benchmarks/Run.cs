using OpsPortal.Benchmarks.Circuits;
using OpsPortal.Benchmarks.Pages;

namespace OpsPortal.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/OpsPortal.Benchmarks -- all</c>, or one of <c>intake</c>, <c>drain</c>,
/// <c>matching</c>, <c>trial-balance</c>, <c>pack</c>, <c>import</c>, <c>eligibility</c>, <c>batch</c>, <c>circuits</c>,
/// <c>pages</c>; prints one table of goals, floors, figures and ratios. A second argument scales the work down.
/// </summary>
internal static class Run
{
    private static readonly Dictionary<string, Func<BenchStore, int, Task<IReadOnlyList<Measured>>>> Benchmarks = new()
    {
        ["intake"] = IntakeBar.RunAsync,
        ["drain"] = DrainBar.RunAsync,
        ["matching"] = MatchingBar.RunAsync,
        ["trial-balance"] = TrialBalanceBar.RunAsync,
        ["pack"] = PackBar.RunAsync,
        ["import"] = ImportBar.RunAsync,
        ["eligibility"] = EligibilityBar.RunAsync,
        ["batch"] = BatchBar.RunAsync,
        ["circuits"] = CircuitBar.RunAsync,
        ["pages"] = PageBar.RunAsync,
    };

    public static async Task<int> Main(string[] arguments)
    {
        var name = arguments.FirstOrDefault() ?? "all";
        if (name == PlainServer.Argument)
            return await PlainServer.RunAsync(arguments);
        var percent = arguments.Length > 1 ? int.Parse(arguments[1], System.Globalization.CultureInfo.InvariantCulture) : 100;
        var chosen = Benchmarks.Where(benchmark => name == "all" || name == benchmark.Key).ToList();
        if (chosen.Count == 0 || PostgresCluster.WhyNot is not null)
        {
            Console.Error.WriteLine(PostgresCluster.WhyNot
                ?? $"There is no benchmark '{name}'. Known: all, {string.Join(", ", Benchmarks.Keys)}.");
            return 2;
        }

        var rows = new List<Measured>();
        foreach (var benchmark in chosen)
        {
            await using var store = await BenchStore.NewAsync();
            rows.AddRange(await benchmark.Value(store, percent));
        }

        Console.WriteLine("| bar | goal | floor | product | ratio | bar | held |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        rows.ForEach(row => Console.WriteLine(row));
        return rows.Any(row => row.MoneyIsWrong) ? 1 : 0;
    }
}
