using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Invoicing.Dunning;

namespace OpsPortal.Features.Dunning;

/// <summary>The part of an invoice's page that shows reminders and collections; nothing where there were none.</summary>
public sealed partial class DunningPart
{
    private DunningDetail.Answer? answer;
    private bool pausing;

    [Parameter, EditorRequired]
    public InvoiceId Invoice { get; set; }

    /// <summary>Told when a person paused it or let it go on: the page around it shows that too.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private DunningDetail Detail { get; set; } = default!;

    [Inject]
    private PauseDunning Pausing { get; set; } = default!;

    private string StateWords => answer!.Case switch
    {
        { State: DunningState.Stopped, End: { } end } => end switch
        {
            DunningEnd.Exhausted => "Stopped: every step is taken",
            DunningEnd.Disputed => "Stopped: disputed",
            DunningEnd.Void => "Stopped: nothing to collect",
            _ => "Stopped: paid",
        },
        var running => running.State.ToString(),
    };

    private string NextWords => answer!.Case switch
    {
        { State: DunningState.Stopped } => "",
        { NextStep: { } next } dunned => $"Step {dunned.StepsTaken + 1} of {dunned.Schedule.Count}, "
            + $"{Words.Of(next.Means).ToLowerInvariant()}, from {DayWords.Of(dunned.NextOn)}",
        var dunned => $"No step is left; it ends on {DayWords.Of(dunned.NextOn)}",
    };

    private IReadOnlyList<TimelineEntry> Steps => [.. answer!.Attempts.Select(attempt => new TimelineEntry(
        attempt.At, $"{Words.Of(attempt.Means)} {attempt.Round}.{attempt.Step}: {attempt.Outcome.ToString().ToLowerInvariant()}",
        Note: string.Join(", ", new[] { attempt.Way, attempt.ProviderReference, attempt.Note }
            .Where(text => !string.IsNullOrEmpty(text))),
        Tone: attempt.Outcome == AttemptOutcome.Failed ? Tone.Warn : Tone.Neutral))];

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(Invoice, Actor, Ct));

    private async Task PauseAsync(string reason)
    {
        if (!await RunAsync(() => Pausing.PauseAsync(Invoice, reason, Actor, Ct)))
            return;
        pausing = false;
        await OnChanged.InvokeAsync();
    }

    private async Task ResumeAsync()
    {
        if (await RunAsync(() => Pausing.ResumeAsync(Invoice, Actor, Ct)))
            await OnChanged.InvokeAsync();
    }
}
