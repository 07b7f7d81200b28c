using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Says in one sentence what will happen, and asks.</summary>
public sealed partial class ConfirmSheet
{
    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    /// <summary>The words on the button that does it.</summary>
    [Parameter]
    public string ActionText { get; set; } = "Confirm";

    [Parameter]
    public bool Danger { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnConfirmed { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }
}
