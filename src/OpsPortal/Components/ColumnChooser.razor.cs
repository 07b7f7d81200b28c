using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Which columns of a table are shown. The choice is the browser's: <c>columns.js</c> keeps and applies it, and the
/// server draws every column always.</summary>
public sealed partial class ColumnChooser
{
    /// <summary>A table of more columns than this offers the choice.</summary>
    public const int MostWithoutChoice = 5;

    /// <summary>The caption of the table, under which the choice is kept.</summary>
    [Parameter, EditorRequired]
    public string Table { get; set; } = "";

    /// <summary>The titles of its columns; the first is always shown.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Titles { get; set; } = [];
}
