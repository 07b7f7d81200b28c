using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>The head of a page: its name, one line on what it is for, and the primary action on the right.</summary>
public sealed partial class PageTitleBar
{
    [Inject]
    private Trail Trail { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Purpose { get; set; }

    /// <summary>Chips that stand beside the title.</summary>
    [Parameter]
    public RenderFragment? State { get; set; }

    /// <summary>The list that this page was opened from.</summary>
    [Parameter]
    public string? BackHref { get; set; }

    [Parameter]
    public string BackText { get; set; } = "Back";

    /// <summary>The actions.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
