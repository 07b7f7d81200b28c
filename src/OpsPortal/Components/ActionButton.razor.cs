using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A button that says why it is off.</summary>
public sealed partial class ActionButton
{
    private readonly string whyId = $"why-{Guid.CreateVersion7():N}";

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>False where the person has no such power or the thing is past it.</summary>
    [Parameter]
    public bool Shown { get; set; } = true;

    [Parameter]
    public bool Primary { get; set; }

    /// <summary>True where the button sends the form around it.</summary>
    [Parameter]
    public bool Submits { get; set; }

    /// <summary>Why it cannot be pressed now and what would change that; null when it can.</summary>
    [Parameter]
    public string? WhyOff { get; set; }

    /// <summary>The key that presses it.</summary>
    [Parameter]
    public string? Key { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback OnPress { get; set; }
}
