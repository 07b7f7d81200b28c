using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Features.Compliance;

/// <summary>Takes the decision of one gate of a payee, and says what it lets through or stops. Nothing is chosen
/// beforehand.</summary>
public sealed partial class GateSheet
{
    private GateOutcome? outcome;
    private string evidence = "";
    private DateOnly? expires;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    /// <summary>The gate and the payee.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What the decision lets through or stops.</summary>
    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<(GateOutcome Outcome, string Evidence, Instant? ExpiresAt)> OnDecide { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }

    protected override void OnParametersSet()
    {
        if (Open && !wasOpen)
            (outcome, evidence, expires) = (null, "", null);
        wasOpen = Open;
    }

    // The browser asks for the outcome first; without one nothing is decided.
    private Task DecideAsync() => outcome is not { } chosen ? Task.CompletedTask : OnDecide.InvokeAsync((chosen, evidence,
        expires is { } day ? LocalDate.FromDateOnly(day).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() : null));
}
