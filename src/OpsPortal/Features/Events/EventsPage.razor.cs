using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

public sealed partial class EventsPage
{
    private readonly HashSet<object> selected = [];
    private EventList.Answer? answer;
    private string? searchText;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    [Inject]
    private EventList List { get; set; } = default!;

    [Inject]
    private WebhookCounters Counters { get; set; } = default!;

    // Dead letters alone are dismissed: rows are selected where only they are shown.
    private bool AreDismissed =>
        answer!.MayDismiss && AddressQuery.Choice<InboxState>(StateName) == InboxState.DeadLetter;

    private TablePage<EventList.Row> Rows => new(answer!.Rows, answer.Count, Place, EventList.PageSize);

    private IReadOnlyList<FilterOption> StateOptions =>
    [
        new("", "All", answer?.Counts.Values.Sum()),
        .. Enum.GetValues<InboxState>()
            .Select(state => new FilterOption(state.ToString(), EventTone.Words(state), answer?.Counts.GetValueOrDefault(state))),
    ];

    protected override async Task LoadAsync()
    {
        searchText = Find;
        var state = AddressQuery.Choice<InboxState>(StateName);
        answer = Shown(await List.RunAsync(new EventList.Filter(state, Find, Place), Actor, Ct));
        if (answer is not null)
            selected.IntersectWith(answer.Rows.Select(row => (object)row.Id));
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["find"] = string.IsNullOrWhiteSpace(searchText) ? null : searchText.Trim(),
        ["page"] = null,
    }));
}

/// <summary>How the states of an event look and read.</summary>
internal static class EventTone
{
    public static Tone Of(InboxState state) => state switch
    {
        InboxState.Done => Tone.Good,
        InboxState.DeadLetter => Tone.Bad,
        InboxState.Waiting or InboxState.Retrying => Tone.Warn,
        InboxState.Ready => Tone.Info,
        _ => Tone.Neutral,
    };

    public static string Words(InboxState state) => state switch
    {
        InboxState.Ready => "Ready",
        InboxState.Waiting => "Waiting room",
        InboxState.Retrying => "Trying again",
        InboxState.DeadLetter => "Dead letter",
        _ => state.ToString(),
    };
}
