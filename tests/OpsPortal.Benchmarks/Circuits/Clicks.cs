using System.Globalization;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>What people press in a grid, in turn: next page, another sort, a filter.</summary>
internal static class Clicks
{
    private const int PageSize = 50;

    private static readonly (string Query, int Page, bool IsFiltered)[] Turn =
    [
        ("?page=2", 2, false), ("?page=3", 3, false), ("?sort=due&urgent=true", 1, true),
        ("?sort=due&urgent=true&page=2", 2, true), ("?sort=due", 1, false),
    ];

    /// <summary>Where the nth click leads, and the words that the page then shows and did not show before.</summary>
    /// <param name="path">The page.</param>
    /// <param name="n">Which click, from 0.</param>
    public static (string Path, string Shows) Of(string path, int n)
    {
        var (query, page, isFiltered) = Turn[n % Turn.Length];
        return (path + query, Words(page, isFiltered ? PlainGrid.UrgentCount : PlainGrid.Count));
    }

    public static string Words(int page, int total) => string.Create(CultureInfo.InvariantCulture,
        $"{((page - 1) * PageSize) + 1:N0} to {Math.Min(total, page * PageSize):N0} of {total:N0} rows");
}
