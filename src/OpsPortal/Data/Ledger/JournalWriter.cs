using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Ledger;

/// <summary>What became of a draft: the entry that now stands for its event, and whether this call wrote it.</summary>
internal readonly record struct Posting(EntryId EntryId, bool IsNew);

/// <summary>
/// The one writer of the journal. Writes drafts in the caller's transaction, set-based; an event whose posting key is already
/// posted
/// writes nothing and answers with its first entry. Books on the day the event happened, in the entity's zone, or if that month
/// is
/// closed on the first day of the next open one.
/// </summary>
[Part]
internal sealed class JournalWriter
{
    private static readonly string[] UniqueKey = [nameof(JournalEntry.LegalEntityId), nameof(JournalEntry.PostingKey)];

    private readonly ConcurrentDictionary<LegalEntityId, DateTimeZone> zones = new();

    public async Task<IReadOnlyList<Posting>> WriteAsync(
        OpsDbContext db, IReadOnlyList<EntryDraft> drafts, Instant now, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return [];
        var calendar = await CalendarAsync(db, drafts, ct);

        // One order for everybody, so that two writers of the same keys never wait for each other in a ring.
        var entries = drafts.DistinctBy(KeyOf).OrderBy(draft => draft.PostingKey, StringComparer.Ordinal)
            .Select(draft => Entry(draft, calendar, now)).ToList();
        var isNew = await BulkInsert.NewAsync(db, entries, UniqueKey, ct);
        var written = entries.Where((_, i) => isNew[i]).ToList();
        await BulkInsert.AllAsync(db, written.SelectMany(entry => entry.Lines).ToList(), ct);

        var postings = written.ToDictionary(KeyOf, entry => new Posting(entry.Id, true));
        await AddFirstEntriesAsync(db, entries.Where((_, i) => !isNew[i]).ToList(), postings, ct);
        return InOrder(drafts, postings);
    }

    private static (LegalEntityId Entity, string Key) KeyOf(EntryDraft draft) => (draft.LegalEntityId, draft.PostingKey);

    private static (LegalEntityId Entity, string Key) KeyOf(JournalEntry entry) => (entry.LegalEntityId, entry.PostingKey);

    private static JournalEntry Entry(EntryDraft draft, Calendar calendar, Instant now)
    {
        var zone = calendar.Zones[draft.LegalEntityId];
        var today = now.InZone(zone).Date;
        var happenedOn = draft.EffectiveAt.InZone(zone).Date;
        var bookedOn = PostingDate.Of(happenedOn, today, month => calendar.IsClosed(draft.LegalEntityId, month));
        return JournalEntry.Of(
            draft, new EntryId(Guid.CreateVersion7()), bookedOn, now, PostingDate.IsLate(bookedOn, today),
            () => new LineId(Guid.CreateVersion7()));
    }

    private static async Task AddFirstEntriesAsync(
        OpsDbContext db,
        List<JournalEntry> known,
        Dictionary<(LegalEntityId Entity, string Key), Posting> postings,
        CancellationToken ct)
    {
        foreach (var entity in known.GroupBy(entry => entry.LegalEntityId))
        {
            var keys = entity.Select(entry => entry.PostingKey).ToList();
            var first = await db.Set<JournalEntry>().AsNoTracking()
                .Where(entry => entry.LegalEntityId == entity.Key && keys.Contains(entry.PostingKey))
                .Select(entry => new { entry.Id, entry.PostingKey })
                .ToListAsync(ct);
            foreach (var entry in first)
                postings[(entity.Key, entry.PostingKey)] = new Posting(entry.Id, false);
        }
    }

    private static List<Posting> InOrder(
        IReadOnlyList<EntryDraft> drafts, Dictionary<(LegalEntityId Entity, string Key), Posting> postings)
    {
        var answered = new HashSet<(LegalEntityId, string)>();
        return [.. drafts.Select(draft => postings[KeyOf(draft)] with
        {
            IsNew = answered.Add(KeyOf(draft)) && postings[KeyOf(draft)].IsNew,
        })];
    }

    private async Task<Calendar> CalendarAsync(OpsDbContext db, IReadOnlyList<EntryDraft> drafts, CancellationToken ct)
    {
        var entities = drafts.Select(draft => draft.LegalEntityId).Distinct().ToList();
        var unknown = entities.Where(entity => !zones.ContainsKey(entity)).ToList();
        if (unknown.Count > 0)
        {
            var found = await db.Set<LegalEntity>().AsNoTracking().Where(entity => unknown.Contains(entity.Id))
                .Select(entity => new { entity.Id, entity.Zone }).ToListAsync(ct);
            foreach (var entity in found)
                zones[entity.Id] = DateTimeZoneProviders.Tzdb[entity.Zone];
        }

        var closed = await db.Set<Domain.Ledger.Period>().AsNoTracking()
            .Where(period => entities.Contains(period.LegalEntityId) && period.State == PeriodState.Closed)
            .Select(period => new { period.LegalEntityId, period.Year, period.Month })
            .ToListAsync(ct);
        return new Calendar(zones, [.. closed.Select(period => (period.LegalEntityId, period.Year, period.Month))]);
    }

    private sealed record Calendar(
        ConcurrentDictionary<LegalEntityId, DateTimeZone> Zones, HashSet<(LegalEntityId Entity, int Year, int Month)> Closed)
    {
        public bool IsClosed(LegalEntityId entity, YearMonth month) => Closed.Contains((entity, month.Year, month.Month));
    }
}
