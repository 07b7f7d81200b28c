using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>The inbox, latest first, with a count for each state.</summary>
[UseCase]
internal sealed class EventList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<InboxEvent> Orders = new RowOrders<InboxEvent>(
            events => events.OrderByDescending(row => row.ReceivedAt), sorted => sorted.ThenBy(row => row.Id))
        .By("type", row => row.Type)
        .By("happened", row => row.OccurredAt)
        .By("received", row => row.ReceivedAt)
        .By("attempts", row => row.Attempts);

    internal sealed record Filter(InboxState? State, string? Search, ListPlace Place);

    internal sealed record Row(
        Guid Id, string Provider, string EventId, string Type, string Reference, Instant OccurredAt, Instant ReceivedAt,
        InboxState State, int Attempts,
        Instant NextAt, string? Words)
    {
        /// <summary>Why somebody asked to dismiss it; null where nobody waits for a second person.</summary>
        public string? DismissalReason { get; init; }

        /// <summary>Whether the reader asked for it, and so does not confirm it.</summary>
        public bool IsAskedByReader { get; init; }
    }

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, IReadOnlyDictionary<InboxState, int> Counts,
        IReadOnlyList<EventListMark> Marks, bool MayDismiss);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeEvents, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var me = reading.Person.Id;
        var all = reading.Db.Set<InboxEvent>().SeenBy(reading.Person);
        var counts = await all.GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, reading.Ct);
        var chosen = filter.State is { } state ? all.Where(row => row.State == state) : all;
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim();
            chosen = chosen.Where(row => row.EventId == text || row.Reference == text || row.Type == text);
        }

        var rows = await Orders.PageOf(chosen, filter.Place, PageSize)
            .Select(row => new Row(
                row.Id, row.Provider, row.EventId, row.Type, row.Reference, row.OccurredAt, row.ReceivedAt, row.State,
                row.Attempts, row.NextAt,
                row.State == InboxState.Dismissed ? row.Result : row.LastError ?? row.Result)
            {
                DismissalReason = row.DismissalAskedAt == null ? null : row.DismissalReason,
                IsAskedByReader = row.DismissalAskedBy == me,
            })
            .ToListAsync(reading.Ct);
        return new Answer(
            rows, await chosen.CountAsync(reading.Ct), counts,
            await reading.Db.Set<EventListMark>().OrderBy(mark => mark.Provider).ToListAsync(reading.Ct),
            reading.Person.May(Permission.DismissEvent));
    }
}
