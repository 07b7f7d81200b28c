using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>The files of a list, with all rows of what the page's address filters.</summary>
public sealed partial class FileLinks
{
    /// <summary>The path of the files, without its ending.</summary>
    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    [Parameter]
    public string Words { get; set; } = "Export";

    /// <summary>What the file is asked for beside the filters of the page, as a query: <c>by=day</c>.</summary>
    [Parameter]
    public string? Also { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Address(string kind) => Navigation.FileOf($"{Path}.{kind}", Also);
}
