using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>A line as its file tells it.</summary>
/// <param name="Count">Its place among equal lines.</param>
/// <param name="Number">The place of its entry among equal ones.</param>
internal sealed record ToldLine(BankLine Line, StatementLine Told, LineCount Count, int Number)
{
    public string? EntryReference => BookedEntry.Of(Told).Reference;
}

/// <summary>
/// Tells apart lines whose entry is new and lines whose entry another file brought. Of those it keeps the details beside the line
/// that is in the books; where the sums are not the same it opens a case.
/// </summary>
internal sealed class KnownEntries(Work work, BankFile file)
{
    private static readonly string[] Identity = [nameof(EntryDetail.Identity)];
    private readonly HashSet<string> contradicted = new(StringComparer.Ordinal);

    internal sealed record Sorted(IReadOnlyList<ToldLine> New, IReadOnlyList<ToldLine> Known, int Contradicted);

    public async Task<Sorted> SortAsync(BankStatement statement, IReadOnlyList<ToldLine> told)
    {
        var known = await ReadAsync(statement.Kind, told);
        var (fresh, brought, details, against) = (new List<ToldLine>(), new List<ToldLine>(), new List<EntryDetail>(), 0);
        foreach (var one in told)
        {
            var (verdict, entry) = EntryRules.Judge(Told(statement.Kind, one), Like(one, known[one.Line.EntryKey!]));
            if (verdict != EntryVerdict.Disagrees)
                (verdict == EntryVerdict.New ? fresh : brought).Add(one);
            if (verdict == EntryVerdict.Disagrees && ++against > 0 && contradicted.Add($"{one.Line.EntryKey}:{one.Number}"))
                await LineCases.ContradictedAsync(work, file, one, entry!, contradicted.Count);
            else if (verdict == EntryVerdict.Known && one.Line.EntryDetails > entry!.Details)
                details.Add(new EntryDetail(new(Guid.CreateVersion7()), entry.Line, one.Line));
        }

        if (details.Count > 0)
            await BulkInsert.NewAsync(work.Db, details, Identity, work.Ct);
        return new Sorted(fresh, brought, against);
    }

    private static ToldEntry Told(StatementKind kind, ToldLine one) => new(
        kind, BankWords.Telling(one.EntryReference) is not null, one.Line.EntryMinor!.Value, one.Line.EntryDetails,
        BookedEntry.OwnReference(one.Line.BankReference, one.Line.EntryDetails, one.EntryReference), one.Number);

    private static List<KnownEntry> Like(ToldLine told, IEnumerable<Row> rows) =>
        [.. rows.Select(row => new KnownEntry(row.Line, row.Kind, row.Minor, row.Details,
            BookedEntry.OwnReference(row.BankReference, row.Details, told.EntryReference)))];

    private sealed record Row(
        string Key, BankLineId Line, StatementKind Kind, long Minor, int Details, string? BankReference);

    /// <summary>The first lines of entries with the same keys; what the same kind of message of this file brought is no other
    /// word on them.</summary>
    private async Task<ILookup<string, Row>> ReadAsync(StatementKind kind, IReadOnlyList<ToldLine> told)
    {
        var keys = told.Select(one => one.Line.EntryKey!).Distinct().ToList();
        var rows = await (
            from line in work.Db.Set<BankLine>()
            join statement in work.Db.Set<BankStatement>() on line.StatementId equals statement.Id
            where keys.Contains(line.EntryKey!) && line.EntryPlace <= 1
                && (line.FileId != file.Id || statement.Kind != kind)
            orderby line.Id
            select new Row(
                line.EntryKey!, line.Id, statement.Kind, line.EntryMinor!.Value, line.EntryDetails, line.BankReference))
            .ToListAsync(work.Ct);
        return rows.ToLookup(row => row.Key, StringComparer.Ordinal);
    }
}
