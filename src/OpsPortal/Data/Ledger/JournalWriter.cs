using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Ledger;

/// <summary>What became of a draft: the entry that now stands for its event, and whether this call wrote it.</summary>
internal readonly record struct Posting(EntryId EntryId, bool IsNew);

/// <summary>
/// The one writer of the journal. Writes drafts in the caller's transaction, set-based; an event whose posting key is already
/// posted writes nothing and answers with its first entry. <see cref="Books"/> say on which day.
/// </summary>
[Part]
internal sealed class JournalWriter
{
    private static readonly string[] UniqueKey = [nameof(JournalEntry.LegalEntityId), nameof(JournalEntry.PostingKey)];

    public async Task<IReadOnlyList<Posting>> WriteAsync(
        OpsDbContext db, IReadOnlyList<EntryDraft> drafts, Instant now, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return [];
        var entries = Entries(drafts, await Books.ReadAsync(db, ct), now);
        var isNew = await BulkInsert.NewAsync(db, entries, UniqueKey, ct);
        await BulkInsert.AllAsync(db, LinesOf(entries.Where((_, i) => isNew[i])), ct);
        return await AnswersAsync(db, drafts, entries, isNew, ct);
    }

    /// <summary>
    /// Entries and lines as statements, for a caller that writes more in the same round trip and knows that its events are new.
    /// An entry that was posted before all the same is not written, and its lines then break the transaction.
    /// </summary>
    public static IReadOnlyList<BulkStatement> Statements(
        OpsDbContext db, IReadOnlyList<EntryDraft> drafts, Books books, Instant now)
    {
        var entries = Entries(drafts, books, now);
        return [BulkInsert.New(db, entries, UniqueKey), BulkInsert.All(db, LinesOf(entries))];
    }

    private static List<JournalLine> LinesOf(IEnumerable<JournalEntry> entries) => [.. entries.SelectMany(entry => entry.Lines)];

    // One order for everybody, so that two writers of the same keys never wait for each other in a ring.
    private static List<JournalEntry> Entries(IReadOnlyList<EntryDraft> drafts, Books books, Instant now) =>
        [.. drafts.DistinctBy(KeyOf).OrderBy(draft => draft.PostingKey, StringComparer.Ordinal)
            .Select(draft => Entry(draft, books, now))];

    private static JournalEntry Entry(EntryDraft draft, Books books, Instant now)
    {
        var (bookedOn, late) = books.DayOf(draft, now);
        return JournalEntry.Of(
            draft, new EntryId(Guid.CreateVersion7()), bookedOn, now, late, () => new LineId(Guid.CreateVersion7()));
    }

    private static (LegalEntityId Entity, string Key) KeyOf(EntryDraft draft) => (draft.LegalEntityId, draft.PostingKey);

    private static (LegalEntityId Entity, string Key) KeyOf(JournalEntry entry) => (entry.LegalEntityId, entry.PostingKey);

    private static async Task<List<Posting>> AnswersAsync(
        OpsDbContext db, IReadOnlyList<EntryDraft> drafts, List<JournalEntry> entries, bool[] isNew,
        CancellationToken ct)
    {
        var postings = entries.Where((_, i) => isNew[i])
            .ToDictionary(KeyOf, entry => new Posting(entry.Id, true));
        foreach (var known in entries.Where((_, i) => !isNew[i]).GroupBy(entry => entry.LegalEntityId))
        {
            var keys = known.Select(entry => entry.PostingKey).ToList();
            var first = await db.Set<JournalEntry>().AsNoTracking()
                .Where(entry => entry.LegalEntityId == known.Key && keys.Contains(entry.PostingKey))
                .Select(entry => new { entry.Id, entry.PostingKey })
                .ToListAsync(ct);
            foreach (var entry in first)
                postings[(known.Key, entry.PostingKey)] = new Posting(entry.Id, false);
        }

        var answered = new HashSet<(LegalEntityId, string)>();
        return [.. drafts.Select(draft => postings[KeyOf(draft)] with
        {
            IsNew = answered.Add(KeyOf(draft)) && postings[KeyOf(draft)].IsNew,
        })];
    }
}
