using System.Globalization;

namespace OpsPortal.Components;

/// <summary>Where a reader is in a list.</summary>
/// <param name="Sort">The name of an order, with a minus before it for the other way round; null for the list's own.</param>
/// <param name="Page">The page's number, from 1.</param>
public sealed record ListPlace(string? Sort = null, int Page = 1)
{
    /// <summary>More than a spreadsheet is pleasant with, and little enough to be held in memory for each reader.</summary>
    public const int MostOfAFile = 50_000;

    /// <summary>True for all pages at once.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>The first page in the list's own order.</summary>
    public static ListPlace First { get; } = new();

    /// <summary>All rows of the list, for a file, and one more than a file takes: it never ends early without saying
    /// so.</summary>
    public static ListPlace Whole(string? sort) => new(sort) { IsWhole = true };

    /// <summary>The place that an address names: the first page where it names none, or none that is.</summary>
    public static ListPlace Of(string? sort, string? page) =>
        new(sort, int.TryParse(page, CultureInfo.InvariantCulture, out var number) ? Math.Max(number, 1) : 1);
}
