using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Payouts;

/// <summary>A button of a batch that says why it is off.</summary>
public sealed partial class BatchButton
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public bool Shown { get; set; }

    [Parameter]
    public bool Primary { get; set; }

    [Parameter]
    public string? WhyOff { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnPress { get; set; }
}
