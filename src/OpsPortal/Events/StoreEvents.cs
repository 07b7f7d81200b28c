using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Events;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events;

/// <summary>What a group came to: one answer per delivery, and whether something is left for the sweep.</summary>
internal sealed record Stored(IReadOnlyList<IntakeAnswer> Answers, bool LeavesWork);

/// <summary>Stores a group of deliveries in one transaction and, where the rule is certain, posts its payments in the
/// same.</summary>
[Part]
internal sealed class StoreEvents(
    IDbContextFactory<OpsDbContext> contexts, PostPayments payments, IEnumerable<IProviderEventReader> readers, IClock clock)
{
    public const string PostedOnArrival = "Posted and applied by exact reference on arrival.";
    private static readonly string[] UniqueId = [nameof(InboxEvent.Provider), nameof(InboxEvent.EventId)];

    /// <summary>One answer per delivery, in their order, after the commit.</summary>
    /// <param name="whenRead">Called when what the group needs to know is read and its writing begins.</param>
    public async Task<Stored> StoreAsync(IReadOnlyList<IncomingEvent> deliveries, bool post, Action? whenRead = null)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var first = new Dictionary<(string, string), IncomingEvent>();
        foreach (var delivery in deliveries)
            first.TryAdd(KeyOf(delivery), delivery);
        var stored = (await StoredAsync(db, first.Values)).ToDictionary(row => (row.Provider, row.EventId));

        // One order for everybody, so that two nodes that store the same ids never wait for each other in a ring.
        List<IncomingEvent> unknown = [.. first.Values.Where(incoming => !stored.ContainsKey(KeyOf(incoming)))
            .OrderBy(incoming => incoming.EventId, StringComparer.Ordinal)];
        var written = unknown.Count == 0 ? [] : await CommitAsync(db, unknown, post, whenRead);
        if (written.Count < deliveries.Count)
            await CompareAsync(db, deliveries, stored, written);
        return new Stored(
            [.. deliveries.Select(delivery => written.ContainsKey(delivery) ? IntakeAnswer.Stored : IntakeAnswer.Duplicate)],
            written.Values.Any(row => row.State == InboxState.Ready));
    }

    /// <summary>Deliveries that were not written are looked at beside what is: what was stored before, what this group wrote, and
    /// what another node wrote at the same moment.</summary>
    private async Task CompareAsync(
        OpsDbContext db, IReadOnlyList<IncomingEvent> deliveries, Dictionary<(string, string), InboxEvent> stored,
        Dictionary<IncomingEvent, InboxEvent> written)
    {
        foreach (var row in written.Values)
            stored.Add((row.Provider, row.EventId), row);
        List<IncomingEvent> lost = [.. deliveries.Where(delivery => !stored.ContainsKey(KeyOf(delivery)))];
        if (lost.Count > 0)
            foreach (var row in await StoredAsync(db, lost))
                stored[(row.Provider, row.EventId)] = row;
        var conflicts = deliveries.Where(delivery => !written.ContainsKey(delivery))
            .Select(delivery => stored.TryGetValue(KeyOf(delivery), out var row)
                ? EventConflicts.Of(delivery, row, readers) : null).OfType<EventConflict>().ToList();
        if (conflicts.Count > 0)
            await EventConflicts.OpenAsync(contexts, conflicts, clock.GetCurrentInstant());
    }

    private static (string, string) KeyOf(IncomingEvent incoming) => (incoming.Provider, incoming.EventId);

    /// <summary>
    /// What is stored for good already needs no transaction. Only a first look: the unique index has the last word on the rest.
    /// </summary>
    private static async Task<List<InboxEvent>> StoredAsync(OpsDbContext db, IReadOnlyCollection<IncomingEvent> group)
    {
        var known = new List<InboxEvent>();
        foreach (var provider in group.GroupBy(incoming => incoming.Provider, StringComparer.Ordinal))
        {
            var ids = provider.Select(incoming => incoming.EventId).ToList();
            known.AddRange(await db.Set<InboxEvent>().AsNoTracking()
                .Where(row => row.Provider == provider.Key && ids.Contains(row.EventId)).ToListAsync());
        }

        return known;
    }

    /// <summary>The deliveries that this call wrote, each with its row.</summary>
    private async Task<Dictionary<IncomingEvent, InboxEvent>> CommitAsync(
        OpsDbContext db, List<IncomingEvent> group, bool post, Action? whenRead)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var work = SystemWork.For(db, "intake", clock.GetCurrentInstant(), default);
        var succeeded = post ? group.Where(IsPayment).Select(incoming => incoming.Event!).ToList() : [];
        var facts = succeeded.Count == 0 ? null : await payments.ReadAsync(work, succeeded);
        whenRead?.Invoke();
        var certain = facts?.Certain(succeeded) ?? new HashSet<ProviderEvent>();
        var rows = group.Select(incoming => Row(incoming, facts, certain, work.Now)).ToList();
        var isNew = await BulkInsert.NewAsync(db, rows, UniqueId, default);
        var written = new Dictionary<IncomingEvent, InboxEvent>(ReferenceEqualityComparer.Instance);
        foreach (var i in Enumerable.Range(0, group.Count).Where(i => isNew[i]))
            written.Add(group[i], rows[i]);
        if (certain.Count > 0)
            await PostAsync(work, facts!, written.Where(pair => pair.Value.State == InboxState.Done).ToList());
        await OpenDeadLettersAsync(work, written.Keys);
        await transaction.CommitAsync();
        return written;
    }

    private static bool IsPayment(IncomingEvent incoming) => incoming.Event?.Kind == ProviderEventKind.PaymentSucceeded;

    private static InboxEvent Row(IncomingEvent incoming, PaymentFacts? facts, IReadOnlySet<ProviderEvent> certain, Instant now)
    {
        var row = InboxEvent.Of(incoming);
        if (incoming.Event is not { } happened || !certain.Contains(happened))
            return row;
        row.BelongsTo(facts!.EntityOf(happened));
        row.Complete(now, PostedOnArrival);
        return row;
    }

    private static async Task PostAsync(Work work, PaymentFacts facts, List<KeyValuePair<IncomingEvent, InboxEvent>> certain)
    {
        var before = await PostPayments.PostCertainAsync(work, facts, certain.Select(pair => pair.Key.Event!));
        if (before.Count > 0)
            await TakenBefore.TellAsync(work,
                [.. certain.Where(pair => before.Contains(pair.Key.Event!)).Select(pair => pair.Value.Id)]);
    }

    private static async Task OpenDeadLettersAsync(Work work, IEnumerable<IncomingEvent> written)
    {
        var unreadable = written.Where(incoming => incoming.Unreadable is not null).ToList();
        foreach (var incoming in unreadable)
            await DeadLetters.OpenAsync(work, incoming.Provider, incoming.EventId, incoming.Unreadable!.Why, new());
        if (unreadable.Count > 0)
            await work.Db.SaveChangesAsync();
    }
}
