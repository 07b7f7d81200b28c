using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions.Incidents;

/// <summary>What a person presses on an incident.</summary>
public enum IncidentStep
{
    Note,
    Tick,
    Choose,
    TellFinance,
    Restore,
    Reopen,
    Review,
}

public sealed partial class IncidentPage
{
    private IncidentList.One? one;
    private IncidentStep? asked;
    private int tick;
    private RecoveryMethod chosen;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private IncidentList List { get; set; } = default!;

    [Inject]
    private WorkIncident Working { get; set; } = default!;

    /// <inheritdoc/>
    protected override IEnumerable<Guid> Watched => [Id];

    private IncidentId Incident => new(Id);

    private bool MayWork => one is { MayWork: true, Incident.State: not IncidentState.Reviewed };

    private string RestoredText => one!.Incident is { RestoredAt: { } at, TimeToRestore: { } time }
        ? $"{DayWords.Of(at)}, after {time.TotalHours:0.0} hours"
        : "not yet";

    private IReadOnlyList<(IncidentStep Step, string Words, string? WhyOff)> Steps =>
    [
        (IncidentStep.Note, "Add to the timeline", null),
        (IncidentStep.Choose, "Choose how it is put right", Unless(IncidentAction.Choose)),
        (IncidentStep.TellFinance, "Write notes to finance", null),
        (IncidentStep.Restore, "Mark restored", Unless(IncidentAction.Restore)),
        (IncidentStep.Reopen, "Not restored yet", Unless(IncidentAction.Reopen)),
        (IncidentStep.Review, "Review and end",
            one!.Incident.RestoredBy == one.Reader ? "Somebody else than who restored it reviews it."
                : Unless(IncidentAction.Review)),
    ];

    private IReadOnlyList<TimelineEntry> History => [.. one!.Incident.Timeline.OrderBy(entry => entry.Number).Select(entry =>
        new TimelineEntry(entry.At, entry.Step is { } step ? $"Step {step}: {entry.Text}" : entry.Text,
            IncidentPacks.NameOf(one, entry.By)))];

    private string SheetTitle => Steps.FirstOrDefault(step => step.Step == asked).Words ?? "Done";

    protected override async Task LoadAsync() => one = Shown(await List.OneAsync(Incident, Actor, Ct));

    private string? Unless(IncidentAction action) => IncidentLifecycle.Next(one!.Incident.State, action) is null
        ? $"Not while it is {Words.Of(one.Incident.State).ToLowerInvariant()}." : null;

    private void Ask(IncidentStep step, int number = 0) => (asked, tick, Refusal) = (step, number, null);

    private void Back() => (asked, Refusal) = (null, null);

    private async Task PressAsync(IncidentStep step)
    {
        if (step == IncidentStep.Restore)
            await RunAsync(() => Working.RestoreAsync(Incident, Actor, Ct));
        else
            Ask(step);
    }

    private async Task ConfirmAsync(string words)
    {
        if (await RunAsync(() => DoAsync(words)))
            asked = null;
    }

    private Task<Outcome> DoAsync(string words) => asked switch
    {
        IncidentStep.Tick => Working.TickAsync(Incident, tick, words, Actor, Ct),
        IncidentStep.Choose => Working.ChooseAsync(Incident, chosen, words, Actor, Ct),
        IncidentStep.TellFinance => Working.TellFinanceAsync(Incident, words, Actor, Ct),
        IncidentStep.Reopen => Working.ReopenAsync(Incident, words, Actor, Ct),
        IncidentStep.Review => Working.ReviewAsync(Incident, words, Actor, Ct),
        _ => Working.NoteAsync(Incident, words, Actor, Ct),
    };
}
