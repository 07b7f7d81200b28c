using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events;

/// <summary>Stores a group of deliveries in one transaction and, where the rule is certain, posts its payments in the same.</summary>
[Part]
internal sealed class StoreEvents(IDbContextFactory<OpsDbContext> contexts, PostPayments payments, IClock clock)
{
    /// <summary>One answer per delivery, in their order, after the commit.</summary>
    public async Task<IReadOnlyList<IntakeAnswer>> StoreAsync(IReadOnlyList<IncomingEvent> deliveries, bool post)
    {
        var group = new Dictionary<(string, string), (IncomingEvent Incoming, InboxEvent Row)>();
        foreach (var delivery in deliveries)
            group.TryAdd((delivery.Provider, delivery.EventId), (delivery, InboxEvent.Of(delivery)));
        var written = await CommitAsync([.. group.OrderBy(pair => pair.Key.Item2, StringComparer.Ordinal).Select(pair => pair.Value)], post);
        return Answers(deliveries, group, written);
    }

    private async Task<HashSet<Guid>> CommitAsync(List<(IncomingEvent Incoming, InboxEvent Row)> group, bool post)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var rows = group.Select(pair => pair.Row).ToList();
        var isNew = await BulkInsert.NewAsync(db, rows, [nameof(InboxEvent.Provider), nameof(InboxEvent.EventId)], default);
        var written = rows.Where((_, i) => isNew[i]).Select(row => row.Id).ToHashSet();
        var work = SystemWork.For(db, "intake", clock.GetCurrentInstant(), default);
        var fresh = group.Where(pair => written.Contains(pair.Row.Id)).ToList();
        var succeeded = fresh.Where(pair => pair.Incoming.Event?.Kind == ProviderEventKind.PaymentSucceeded).ToList();
        if (post && succeeded.Count > 0)
        {
            var posted = await payments.PostCertainAsync(work, [.. succeeded.Select(pair => pair.Incoming.Event!)]);
            var done = succeeded.Select((pair, i) => (pair.Row.Id, Entity: posted[i])).Where(pair => pair.Entity is not null);
            foreach (var entity in done.GroupBy(pair => pair.Entity!.Value, pair => pair.Id))
                await MarkDoneAsync(work.Now, db, entity.Key, [.. entity]);
        }

        foreach (var (incoming, row) in fresh.Where(pair => pair.Incoming.Unreadable is not null))
            await DeadLetters.OpenAsync(SystemWork.For(db, "intake", work.Now, default), row.Provider, row.EventId, incoming.Unreadable!.Why);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return written;
    }

    private static Task MarkDoneAsync(Instant now, OpsDbContext db, LegalEntityId entity, List<Guid> ids) =>
        db.Set<InboxEvent>().Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, InboxState.Done)
            .SetProperty(row => row.HandledAt, now)
            .SetProperty(row => row.LegalEntityId, entity)
            .SetProperty(row => row.Result, "Posted and applied by exact reference on arrival."));

    private static List<IntakeAnswer> Answers(
        IReadOnlyList<IncomingEvent> deliveries, Dictionary<(string, string), (IncomingEvent Incoming, InboxEvent Row)> group, HashSet<Guid> written)
    {
        var answers = new List<IntakeAnswer>(deliveries.Count);
        foreach (var delivery in deliveries)
        {
            var (first, row) = group[(delivery.Provider, delivery.EventId)];
            answers.Add(ReferenceEquals(first, delivery) && written.Contains(row.Id) ? IntakeAnswer.Stored : IntakeAnswer.Duplicate);
        }

        return answers;
    }
}
