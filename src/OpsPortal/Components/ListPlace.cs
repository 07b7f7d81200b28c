using System.Globalization;

namespace OpsPortal.Components;

/// <summary>Where a reader is in a list.</summary>
/// <param name="Sort">The name of an order, with a minus before it for the other way round; null for the list's own.</param>
/// <param name="Page">The page's number, from 1.</param>
public sealed record ListPlace(string? Sort = null, int Page = 1)
{
    /// <summary>The first page in the list's own order.</summary>
    public static ListPlace First { get; } = new();

    /// <summary>The place that an address names: the first page where it names none, or none that is.</summary>
    public static ListPlace Of(string? sort, string? page) =>
        new(sort, int.TryParse(page, CultureInfo.InvariantCulture, out var number) ? Math.Max(number, 1) : 1);
}
