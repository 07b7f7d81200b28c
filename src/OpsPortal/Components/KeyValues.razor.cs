using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A list of named values; filled with <see cref="KeyValue"/>.</summary>
public sealed partial class KeyValues
{
    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
