using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Shell;

namespace OpsPortal.Components;

/// <summary>
/// Our one table: rows drawn inline, pages and sorting by the database through the address (<c>?page=</c>, <c>?sort=</c>),
/// keys j, k, arrows, Enter, x and y, cards on a phone, a choice of columns where there are many. Null <see cref="Page"/> means
/// that it is still being read.
/// </summary>
public sealed partial class DataTable<TRow>
{
    private readonly List<Column<TRow>> columns = [];
    private readonly RowPlaces places = new();
    private List<Column<TRow>> shown = [];
    private string? currentSort;

    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired]
    public TablePage<TRow>? Page { get; set; }

    /// <summary>What the table holds, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    [Parameter, EditorRequired]
    public RenderFragment? Columns { get; set; }

    /// <summary>Where a row leads; the first column becomes its link.</summary>
    [Parameter]
    public Func<TRow, string?>? RowHref { get; set; }

    [Parameter]
    public Func<TRow, object>? RowKey { get; set; }

    /// <summary>A row's short name, for the label of its checkbox.</summary>
    [Parameter]
    public Func<TRow, string>? RowName { get; set; }

    [Parameter]
    public Func<TRow, string?>? RowClass { get; set; }

    /// <summary>The keys of the selected rows; null for a table without selection.</summary>
    [Parameter]
    public HashSet<object>? Selected { get; set; }

    [Parameter]
    public EventCallback SelectedChanged { get; set; }

    /// <summary>What a row is alike in with others: the key y selects all rows shown of the kind of the row in focus.</summary>
    [Parameter]
    public Func<TRow, string>? RowKind { get; set; }

    [Parameter]
    public RenderFragment? Totals { get; set; }

    /// <summary>The path of the files with all of its rows, without its ending.</summary>
    [Parameter]
    public string? File { get; set; }

    [Parameter]
    public RenderFragment? Export { get; set; }

    [Parameter]
    public RenderFragment? Empty { get; set; }

    private IReadOnlyList<string> Titles => [.. shown.Select(column => column.Title).Where(title => title.Length > 0)];

    private bool OffersColumns => shown.Count > ColumnChooser.MostWithoutChoice;

    private string CountWords => Page switch
    {
        null => "",
        { Total: 0 } => "Nothing here",
        { Pages: 1, Total: 1 } => "1 row",
        { Pages: 1 } => string.Create(CultureInfo.InvariantCulture, $"{Page.Total:N0} rows"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Page.First:N0} to {Page.Last:N0} of {Page.Total:N0} rows"),
    };

    private bool AllSelected => Page is { Rows.Count: > 0 } && Page.Rows.All(row => Selected!.Contains(KeyOf(row)));

    private object KeyOf(TRow row) => RowKey?.Invoke(row) ?? row!;

    protected override void OnParametersSet()
    {
        currentSort = Navigation.QueryValue("sort");
        if (Page is not null)
            places.Take([.. Page.Rows.Select(KeyOf)]);
    }

    private async Task ToggleAllAsync()
    {
        var keys = Page!.Rows.Select(KeyOf).ToList();
        if (AllSelected)
            Selected!.ExceptWith(keys);
        else
            Selected!.UnionWith(keys);
        await SelectedChanged.InvokeAsync();
    }

    private async Task SelectAlikeAsync(ChangeEventArgs at)
    {
        if (!int.TryParse(at.Value?.ToString(), CultureInfo.InvariantCulture, out var row) || row < 0 || row >= Page!.Rows.Count)
            return;
        var kind = RowKind!(Page.Rows[row]);
        Selected!.UnionWith(Page.Rows.Where(other => RowKind(other) == kind).Select(KeyOf));
        await SelectedChanged.InvokeAsync();
    }

    private string PageHref(int page) => Navigation.GetUriWithQueryParameter("page", page == 1 ? null : page);

    private string SortHref(Column<TRow> column) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["sort"] = currentSort == column.SortKey ? $"-{column.SortKey}" : column.SortKey,
        ["page"] = null,
    });

    private string? SortOf(Column<TRow> column) => column.SortKey switch
    {
        null => null,
        _ when currentSort == column.SortKey => "ascending",
        _ when currentSort == $"-{column.SortKey}" => "descending",
        _ => "none",
    };

    private string SortMark(Column<TRow> column) => SortOf(column) switch
    {
        "ascending" => " ↑",
        "descending" => " ↓",
        _ => "",
    };
}
