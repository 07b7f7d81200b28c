using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using OpsPortal.Domain.Access;
using OpsPortal.Shell;

namespace OpsPortal.Components;

/// <summary>One column of a <see cref="DataTable{TRow}"/>: a title and a template for its cells.</summary>
public sealed class Column<TRow> : ComponentBase
{
    [CascadingParameter]
    private List<Column<TRow>>? Siblings { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>True for amounts and counts: right-aligned, tabular figures.</summary>
    [Parameter]
    public bool Right { get; set; }

    /// <summary>The name that the address carries when the table is sorted by this column.</summary>
    [Parameter]
    public string? SortKey { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>What a reader needs to see the column at all: one of buttons would stand empty for everybody else.</summary>
    [Parameter]
    public Permission? Needs { get; set; }

    /// <summary>A second permission that will do as well.</summary>
    [Parameter]
    public Permission? Or { get; set; }

    [Parameter]
    public RenderFragment<TRow>? ChildContent { get; set; }

    internal string? CellClass { get; private set; }

    /// <summary>The class of its cells where it stands first.</summary>
    internal string? TitleClass { get; private set; }

    internal bool IsFor(FrameView.Frame? frame) => Needs is not { } needs || frame?.May(needs, Or) == true;

    protected override void OnParametersSet()
    {
        CellClass = Right ? $"cell-right {Class}".TrimEnd() : Class;
        TitleClass = $"cell-title {CellClass}".TrimEnd();
    }

    // Columns draw nothing: each says that it is there, in the order of the markup, before the deferred table is drawn.
    protected override void BuildRenderTree(RenderTreeBuilder builder) => Siblings?.Add(this);
}
