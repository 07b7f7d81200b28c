using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Events;

public sealed partial class EventPage
{
    private EventDetail.Answer? answer;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private EventDetail Detail { get; set; } = default!;

    [Inject]
    private ReplayEvent Replay { get; set; } = default!;

    private IReadOnlyList<TimelineEntry> Attempts => [.. answer!.Attempts.Select(attempt =>
        new TimelineEntry(attempt.At, EventTone.Words(attempt.State), attempt.By, attempt.Words, EventTone.Of(attempt.State)))];

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(Id, Actor, Ct));

    private Task ReplayAsync() => RunAsync(() => Replay.RunAsync(Id, Actor, Ct));
}
