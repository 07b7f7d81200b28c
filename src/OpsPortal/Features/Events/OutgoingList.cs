using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Features.Events;

/// <summary>What waits to go out and what went out, latest first. Of an e-mail its reader and subject are shown, never what
/// stands in it: that may be a link for one person. One about another company is not shown.</summary>
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
        Guid Id, string Kind, string Key, OutboxState State, Instant CreatedAt, Instant? SentAt, int Attempts, string? LastError)
    {
        /// <summary>Whom an e-mail goes to, and what it is about.</summary>
        public (string To, string Subject)? Email { get; init; }

        /// <summary>The name of its reader, where it is one of us.</summary>
        public string? Reader { get; init; }
    }

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, int Failed);

    public Task<Outcome<Answer>> RunAsync(bool failedOnly, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeEvents, actor, async reading =>
        {
            var entities = reading.Person.LegalEntities;
            var all = reading.Db.Set<OutboxMessage>()
                .Where(message => message.LegalEntityId == null || entities.Contains(message.LegalEntityId.Value));
            var chosen = failedOnly ? all.Where(message => message.State == OutboxState.Failed) : all;
            var rows = await Orders.PageOf(chosen, place, PageSize)
                .ToListAsync(ct);
            var shown = rows.Select(RowOf).ToList();
            var addresses = shown.Select(row => row.Email?.To).OfType<string>().Distinct().ToList();
            var names = await reading.Db.Set<Person>().Where(person => addresses.Contains(person.Email))
                .ToDictionaryAsync(person => person.Email, person => person.Name, ct);
            return new Answer(
                [.. shown.Select(row => row with { Reader = names.GetValueOrDefault(row.Email?.To ?? "") })],
                await chosen.CountAsync(ct),
                await all.CountAsync(message => message.State == OutboxState.Failed, ct));
        }, ct);

    private static Row RowOf(OutboxMessage message) =>
        new(message.Id, message.Kind, message.Key, message.State, message.CreatedAt, message.SentAt, message.Attempts,
            message.LastError)
        {
            Email = message.Kind == EmailMessage.Kind
                && JsonSerializer.Deserialize<EmailMessage>(message.Payload) is { } mail ? (mail.To, mail.Subject) : null,
        };
}

/// <summary>Lets a message go out once more, sent or failed, under the key that it always had.</summary>
[UseCase]
internal sealed class SendAgain(CommandRunner runner)
{
    public Task<Outcome> RunAsync(Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReplayEvent, actor, async work =>
        {
            var message = await work.Db.Set<OutboxMessage>().SingleOrDefaultAsync(found => found.Id == id, work.Ct);
            if (message is null || (message.LegalEntityId is { } entity && !work.Sees(entity)))
                return SharedRefusals.NotFound("message");
            var before = message.State;
            if (!message.Again(work.Now))
                return EventsRefusals.AlreadyReady;
            work.Audit("Sent message again", "message", id, before.ToString(), message.Key);
            return Outcome.Done;
        }, ct);
}
