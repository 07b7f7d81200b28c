using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A list with a panel of details beside it; the panel has its own address.</summary>
public sealed partial class SplitView
{
    /// <summary>The list.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The details; null while none are open.</summary>
    [Parameter]
    public RenderFragment? Panel { get; set; }

    [Parameter]
    public string PanelTitle { get; set; } = "Details";

    /// <summary>The address of the list without the panel.</summary>
    [Parameter]
    public string CloseHref { get; set; } = "";
}
