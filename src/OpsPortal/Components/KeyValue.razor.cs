using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>One named value.</summary>
public sealed partial class KeyValue
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
