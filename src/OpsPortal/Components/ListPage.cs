using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A page with a list whose order and page stand in the address.</summary>
public abstract class ListPage : OpsPage
{
    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    /// <summary>Where the reader is in the list.</summary>
    protected ListPlace Place => new(Sort, Math.Max(PageNumber ?? 1, 1));

    /// <summary>A short list, read whole, in the order that the address asks for.</summary>
    private protected TablePage<TRow> Sorted<TRow>(IReadOnlyList<TRow> rows, RowOrders<TRow> orders) =>
        TablePage.Of(orders.Sorted(rows, Sort));

    /// <summary>One page of a long list that is read whole, in the order that the address asks for; the last page where the
    /// address asks for one behind it.</summary>
    private protected TablePage<TRow> Paged<TRow>(IReadOnlyList<TRow> rows, RowOrders<TRow> orders)
    {
        var whole = new TablePage<TRow>(rows, rows.Count, Place, TablePage.DefaultSize);
        var page = Math.Min(whole.Page, whole.Pages);
        return whole with
        {
            Rows = [.. orders.Sorted(rows, Sort).Skip(TablePage.Before(page, whole.PageSize)).Take(whole.PageSize)],
            Place = Place with { Page = page },
        };
    }
}
