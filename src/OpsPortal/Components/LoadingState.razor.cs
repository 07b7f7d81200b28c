using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Something is being read.</summary>
public sealed partial class LoadingState
{
    [Parameter]
    public string Text { get; set; } = "Loading…";
}
