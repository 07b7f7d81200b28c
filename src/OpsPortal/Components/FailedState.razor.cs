using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A source that could not be read says so; it never shows an old or empty figure.</summary>
public sealed partial class FailedState
{
    [Parameter]
    public string Source { get; set; } = "This";

    [Parameter]
    public string? Why { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }
}
