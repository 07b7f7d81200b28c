using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>What is filtered on the events page, as a spreadsheet reads it.</summary>
internal sealed class EventListFile : IEndpoints
{
    private static readonly ListFile<EventList.Row> File = new ListFile<EventList.Row>("events")
        .Text("id", row => row.EventId)
        .Text("type", row => row.Type)
        .Text("state", row => EventTone.Words(row.State))
        .Text("provider", row => row.Provider)
        .Text("reference", row => row.Reference)
        .Moment("happened", row => row.OccurredAt)
        .Moment("received", row => row.ReceivedAt)
        .Count("attempts", row => row.Attempts)
        .Text("what became of it", row => row.Words);

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/events/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, EventList list, string? state, string? find) =>
        File.AnswerAsync(http, kind,
            actor => list.RunAsync(new(AddressQuery.Choice<InboxState>(state), find, http.WholeList()), actor,
                http.RequestAborted),
            answer => answer.Rows);
}
