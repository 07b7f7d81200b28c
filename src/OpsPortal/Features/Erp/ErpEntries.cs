using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Erp;

/// <summary>Which entries of some days go to a target, and which documents carry them.</summary>
internal static class ErpEntries
{
    /// <summary>Lines that one handover takes: far above a month of most companies, and still held in memory at once.</summary>
    public const int MostLines = 250_000;

    private const int AtOnce = 500;

    public static async Task<Outcome<IReadOnlyList<JournalEntry>>> NewAsync(
        OpsDbContext db, LegalEntityId entity, ErpSpan span, CancellationToken ct)
    {
        var target = span.Target;
        var entries = db.Set<JournalEntry>().AsNoTracking().Where(entry => entry.LegalEntityId == entity
            && entry.BookedOn >= span.FirstDay && entry.BookedOn <= span.LastDay
            && entry.Lines.Any()
            && !db.Set<ErpCover>().Any(cover => cover.EntryId == entry.Id && cover.Target == target));
        var lines = await entries.SelectMany(entry => entry.Lines).CountAsync(ct);
        if (lines > MostLines)
            return ErpRefusals.TooLarge(lines, MostLines);
        return await entries.Include(entry => entry.Lines.OrderBy(line => line.Number)).ToListAsync(ct);
    }

    /// <summary>The documents that carry an entry of these days.</summary>
    public static IQueryable<ErpDocument> DocumentsOf(OpsDbContext db, LegalEntityId entity, ErpSpan span)
    {
        var target = span.Target;
        return db.Set<ErpDocument>().Where(document => document.LegalEntityId == entity && document.Target == target
            && db.Set<ErpCover>().Any(cover => cover.DocumentId == document.Id
                && db.Set<JournalEntry>().Any(entry => entry.Id == cover.EntryId
                    && entry.BookedOn >= span.FirstDay && entry.BookedOn <= span.LastDay)));
    }

    /// <summary>The entries in documents, read in portions.</summary>
    public static async Task<ILookup<ErpDocumentId, JournalEntry>> CoveredAsync(
        OpsDbContext db, IReadOnlyList<ErpDocumentId> documents, CancellationToken ct)
    {
        var rows = new List<(ErpDocumentId Document, JournalEntry Entry)>();
        foreach (var portion in documents.Chunk(AtOnce))
        {
            var covers = await db.Set<ErpCover>().AsNoTracking().Where(cover => portion.Contains(cover.DocumentId))
                .ToListAsync(ct);
            var ids = db.Set<ErpCover>().Where(cover => portion.Contains(cover.DocumentId)).Select(cover => cover.EntryId);
            var entries = await db.Set<JournalEntry>().AsNoTracking().Where(entry => ids.Contains(entry.Id))
                .Include(entry => entry.Lines.OrderBy(line => line.Number)).ToDictionaryAsync(entry => entry.Id, ct);
            rows.AddRange(covers.Select(cover => (cover.DocumentId, entries[cover.EntryId])));
        }

        return rows.ToLookup(row => row.Document, row => row.Entry);
    }

    /// <summary>How many documents in sum there are of each day and currency: the next one is a further version.</summary>
    public static async Task<IReadOnlyDictionary<(LocalDate Day, Currency Currency), int>> VersionsAsync(
        OpsDbContext db, LegalEntityId entity, ErpSpan span, CancellationToken ct)
    {
        var (target, granularity) = (span.Target, span.Granularity);
        return await db.Set<ErpDocument>()
            .Where(document => document.LegalEntityId == entity && document.Target == target
                && document.Granularity == granularity && granularity != ErpGranularity.PerEntry)
            .GroupBy(document => new { document.PostedOn, document.Currency })
            .Select(group => new { group.Key.PostedOn, group.Key.Currency, Count = group.Count() })
            .ToDictionaryAsync(row => (row.PostedOn, row.Currency), row => row.Count, ct);
    }

    /// <summary>Why nothing is new: what became of what went before.</summary>
    public static async Task<Refusal> NothingNewAsync(OpsDbContext db, LegalEntityId entity, ErpSpan span, CancellationToken ct)
    {
        var counts = await DocumentsOf(db, entity, span).GroupBy(document => document.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var of = (ErpDocumentState state) => counts.GetValueOrDefault(state);
        return ErpRefusals.NothingNew(of(ErpDocumentState.Accepted) + of(ErpDocumentState.AlreadyThere),
            of(ErpDocumentState.Sent), of(ErpDocumentState.Rejected));
    }
}
