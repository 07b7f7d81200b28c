using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpsPortal.Components;

/// <summary>
/// Asks for a fresh proof of identity for one action on one object in one exact content. Password, code or passkey go from the
/// browser straight to the server's endpoint and never crosses the circuit.
/// </summary>
public sealed partial class StepUpSheet
{
    private readonly string fieldId = $"confirm-{Guid.CreateVersion7():N}";
    private ElementReference form;
    private string? refused;
    private bool busy;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>One sentence that says what will happen, with count, total and consequences.</summary>
    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    /// <summary>The action that the proof is for, as the use case names it.</summary>
    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    [Parameter, EditorRequired]
    public Guid ObjectId { get; set; }

    /// <summary>The hash of exactly what the person saw.</summary>
    [Parameter, EditorRequired]
    public string ContentHash { get; set; } = "";

    /// <summary>What the command itself refused after the proof, shown inside the sheet.</summary>
    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Called once the proof is stored: run the command and close the sheet.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnConfirmed { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }

    private string HintId => $"{fieldId}-hint";

    protected override void OnParametersSet()
    {
        if (!Open)
            refused = null;
    }

    private Task ConfirmAsync() => ProveAsync("opsportal.stepUp");

    private Task UsePasskeyAsync() => ProveAsync("opsportal.stepUpByPasskey");

    private async Task ProveAsync(string how)
    {
        if (busy)
            return;
        busy = true;
        try
        {
            var answer = await Script.InvokeAsync<string>(how, form);
            refused = answer == "ok" ? null : answer;
            if (refused is null)
                await OnConfirmed.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
