using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Says what would stand here, and which action or event brings it.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public RenderFragment? Action { get; set; }
}
