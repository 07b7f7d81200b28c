using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Says what will happen and takes the reason, which must not be empty.</summary>
public sealed partial class ReasonSheet
{
    private readonly string fieldId = $"reason-{Guid.CreateVersion7():N}";
    private string reason = "";
    private bool missing;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    [Parameter]
    public string ReasonLabel { get; set; } = "Reason";

    /// <summary>What stands in the field at first.</summary>
    [Parameter]
    public string Proposal { get; set; } = "";

    /// <summary>The words on the button that does it.</summary>
    [Parameter, EditorRequired]
    public string ActionText { get; set; } = "";

    [Parameter]
    public bool Danger { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Called with the reason, trimmed.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnConfirmed { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }

    protected override void OnParametersSet()
    {
        if (Open && !wasOpen)
            (reason, missing) = (Proposal, false);
        wasOpen = Open;
    }

    private async Task ConfirmAsync()
    {
        missing = string.IsNullOrWhiteSpace(reason);
        if (!missing)
            await OnConfirmed.InvokeAsync(reason.Trim());
    }
}
