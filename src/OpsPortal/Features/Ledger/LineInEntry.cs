using OpsPortal.Data;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>A line of the journal with the entry that it stands in.</summary>
internal sealed class LineInEntry
{
    public required JournalLine Line { get; init; }

    public required JournalEntry Entry { get; init; }

    public static IQueryable<LineInEntry> Of(OpsDbContext db, IQueryable<JournalLine> lines) =>
        lines.Join(db.Set<JournalEntry>(), line => line.EntryId, entry => entry.Id,
            (line, entry) => new LineInEntry { Line = line, Entry = entry });
}
