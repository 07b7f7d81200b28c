using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Sandbox;

/// <summary>A guided walk through the main job. It remembers nothing: what is ticked is read from the books.</summary>
public sealed partial class TourPage
{
    private TourView.Answer? answer;

    /// <summary>Another milestone to follow than the demo's.</summary>
    [SupplyParameterFromQuery(Name = "milestone")]
    private Guid? Chosen { get; set; }

    [Inject]
    private TourView View { get; set; } = default!;

    private int Done => answer!.Steps.Count(step => step.HasHappened);

    private int Next => answer!.Steps.ToList().FindIndex(step => !step.HasHappened);

    protected override async Task LoadAsync() =>
        answer = Shown(await View.RunAsync(Chosen is { } id ? new MilestoneId(id) : null, Actor, Ct)) ?? answer;

    private string StateOf(TourStep step, int place) =>
        step.HasHappened ? "Happened" : place == Next ? "Next" : "Not yet";

    private Tone ToneOf(TourStep step, int place) =>
        step.HasHappened ? Tone.Good : place == Next ? Tone.Info : Tone.Neutral;
}
