namespace OpsPortal.Components;

/// <summary>One page of rows as the database gave it.</summary>
/// <param name="Rows">The rows of this page.</param>
/// <param name="Total">How many rows there are on all pages.</param>
/// <param name="Place">Which page of the list this is.</param>
/// <param name="PageSize">Rows on a full page.</param>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, int Total, ListPlace Place, int PageSize)
{
    public int Page => Place.Page;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public int First => Total == 0 ? 0 : Math.Min(TablePage.Before(Page, PageSize), int.MaxValue - 1) + 1;

    public int Last => (int)Math.Min(Total, (long)Math.Max(Page, 1) * PageSize);
}

/// <summary>Makes pages of rows.</summary>
public static class TablePage
{
    public const int DefaultSize = 50;

    /// <summary>How many rows stand on the pages before this one: none before a page below 1, and as many as can be counted
    /// before one that no list reaches.</summary>
    public static int Before(int page, int size) => (int)Math.Min((Math.Max(page, 1) - 1L) * size, int.MaxValue);

    /// <summary>A short list that fits on one page.</summary>
    public static TablePage<TRow> Of<TRow>(IReadOnlyList<TRow> rows) =>
        new(rows, rows.Count, ListPlace.First, Math.Max(1, rows.Count));
}
