namespace OpsPortal.Components;

/// <summary>One page of rows as the database gave it.</summary>
/// <param name="Rows">The rows of this page.</param>
/// <param name="Total">How many rows there are on all pages.</param>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="PageSize">Rows on a full page.</param>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, int Total, int Page, int PageSize)
{
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;

    public int Last => Math.Min(Total, Page * PageSize);
}

/// <summary>Makes pages of rows.</summary>
public static class TablePage
{
    public const int DefaultSize = 50;

    /// <summary>A short list that fits on one page.</summary>
    public static TablePage<TRow> Of<TRow>(IReadOnlyList<TRow> rows) => new(rows, rows.Count, 1, Math.Max(1, rows.Count));
}
