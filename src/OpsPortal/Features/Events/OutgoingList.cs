using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Outbox;

namespace OpsPortal.Features.Events;

/// <summary>What waits to go out and what went out, latest first. Contents are not shown: they may hold links for one
/// person.</summary>
[UseCase]
internal sealed class OutgoingList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<OutboxMessage> Orders = new RowOrders<OutboxMessage>(
            messages => messages.OrderByDescending(message => message.CreatedAt), sorted => sorted.ThenBy(message => message.Id))
        .By("message", message => message.Kind)
        .By("written", message => message.CreatedAt)
        .By("sent", message => message.SentAt)
        .By("attempts", message => message.Attempts);

    internal sealed record Row(
        Guid Id, string Kind, string Key, OutboxState State, Instant CreatedAt, Instant? SentAt, int Attempts, string? LastError);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, int Failed);

    public Task<Outcome<Answer>> RunAsync(bool failedOnly, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeEvents, actor, async reading =>
        {
            var all = reading.Db.Set<OutboxMessage>();
            var chosen = failedOnly ? all.Where(message => message.State == OutboxState.Failed) : all;
            var rows = await Orders.PageOf(chosen, place, PageSize)
                .Select(message => new Row(
                    message.Id, message.Kind, message.Key, message.State, message.CreatedAt, message.SentAt, message.Attempts,
                    message.LastError)).ToListAsync(ct);
            return new Answer(
                rows, await chosen.CountAsync(ct), await all.CountAsync(message => message.State == OutboxState.Failed, ct));
        }, ct);
}

/// <summary>Lets a message go out once more, sent or failed, under the key that it always had.</summary>
[UseCase]
internal sealed class SendAgain(CommandRunner runner)
{
    public Task<Outcome> RunAsync(Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReplayEvent, actor, async work =>
        {
            var message = await work.Db.Set<OutboxMessage>().SingleOrDefaultAsync(found => found.Id == id, work.Ct);
            if (message is null)
                return SharedRefusals.NotFound("message");
            var before = message.State;
            if (!message.Again(work.Now))
                return EventsRefusals.AlreadyReady;
            work.Audit("Sent message again", "message", id, before.ToString(), message.Key);
            return Outcome.Done;
        }, ct);
}
