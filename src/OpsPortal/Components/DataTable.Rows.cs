using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpsPortal.Components;

// Rows are written by hand: the server keeps what each open page is drawn of, twice, and markup would put one more piece around
// the content of every cell. docs/benchmarks.md tells what an open page holds.
public sealed partial class DataTable<TRow>
{
    private void DrawRows(RenderTreeBuilder builder)
    {
        for (var at = 0; at < Page!.Rows.Count; at++)
        {
            var row = Page.Rows[at];
            builder.OpenElement(0, "tr");
            builder.SetKey(places.Current[at]);
            builder.AddAttribute(1, "tabindex", "-1");
            builder.AddAttribute(2, "class", RowClass?.Invoke(row));
            if (Selected is not null)
                DrawBox(builder, row, at);
            foreach (var column in shown)
                DrawCell(builder, column, row, column == shown[0]);
            builder.CloseElement();
        }
    }

    private void DrawBox(RenderTreeBuilder builder, TRow row, int at)
    {
        builder.OpenElement(3, "td");
        builder.AddAttribute(4, "class", "cell-select");
        builder.OpenElement(5, "input");
        builder.AddAttribute(6, "type", "checkbox");
        builder.AddAttribute(7, "aria-label", $"Select {RowName?.Invoke(row)}");
        builder.AddAttribute(8, "checked", Selected!.Contains(KeyOf(row)));
        builder.AddAttribute(9, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, () => ToggleAsync(at)));
        builder.CloseElement();
        builder.CloseElement();
    }

    // On a phone a row is a card, and its first cell the card's title. A cell holds nothing but what its column draws.
    private void DrawCell(RenderTreeBuilder builder, Column<TRow> column, TRow row, bool isFirst)
    {
        builder.OpenElement(10, "td");
        builder.AddAttribute(11, "class", isFirst ? column.TitleClass : column.CellClass);
        if (isFirst && RowHref?.Invoke(row) is { } href)
        {
            builder.OpenElement(12, "a");
            builder.AddAttribute(13, "class", "row-link");
            builder.AddAttribute(14, "href", href);
            column.ChildContent?.Invoke(row)(builder);
            builder.CloseElement();
        }
        else
        {
            column.ChildContent?.Invoke(row)(builder);
        }

        builder.CloseElement();
    }

    // By its place, not by the record: what drew the page before is kept, and would keep its records too.
    private async Task ToggleAsync(int at)
    {
        var key = KeyOf(Page!.Rows[at]);
        if (!Selected!.Remove(key))
            Selected.Add(key);
        await SelectedChanged.InvokeAsync();
    }
}
