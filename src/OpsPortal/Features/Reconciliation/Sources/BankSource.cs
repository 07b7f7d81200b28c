using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Banking;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>The second layer: a bank's statements against our lines of that account.</summary>
[Part]
internal sealed class BankSource : IReconciliationSource
{
    public ReconciliationLayer Layer => ReconciliationLayer.BankToSubledger;

    public async Task<IReadOnlyList<ReconciliationScope>> ScopesAsync(
        OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var accounts = await db.Set<TreasuryAccount>().AsNoTracking().Where(account => account.LegalEntityId == entity)
            .OrderBy(account => account.Name).ToListAsync(ct);
        return [.. accounts.Select(one => new ReconciliationScope(one.Id.ToString(), one.Name, one.Currency))];
    }

    public async Task<Outcome<SourceSides>> ReadAsync(OpsDbContext db, ReconciliationBasis basis, CancellationToken ct)
    {
        var account = new BankAccountId(Guid.Parse(basis.Scope));
        var ours = await OursAsync(db, basis, account, ct);
        var statements = await BankStatements.ReadAsync(db, basis, account, ct);
        if (statements.IsRefused)
            return statements.Refusal;
        return new SourceSides(ours, statements.Value.Side(ours.OpeningMinor))
        {
            Evidence = statements.Value.Evidence, Notes = statements.Value.Notes,
        };
    }

    private static async Task<ReconciliationSide> OursAsync(
        OpsDbContext db, ReconciliationBasis basis, BankAccountId account, CancellationToken ct)
    {
        var last = basis.AsOf.PlusDays(ReconciliationSides.DaysAfter);
        var lines = db.Set<JournalLine>().Where(line => line.LegalEntityId == basis.LegalEntityId
            && line.Account == Account.BankCash && line.BankAccountId == account);
        var opening = await lines.Where(line => line.BookedOn < basis.From).SumAsync(line => line.AmountMinor, ct);
        var within = lines.Where(line => line.BookedOn >= basis.From && line.BookedOn <= last);
        var rows = await within.GroupBy(line => line.EntryId)
            .Select(group => new { Id = group.Key, Minor = group.Sum(line => line.AmountMinor) }).Where(sum => sum.Minor != 0)
            .Join(db.Set<JournalEntry>(), sum => sum.Id, entry => entry.Id, (sum, entry) => new
            {
                entry.Id, entry.PostingKey, entry.ProviderObject, entry.PayoutItemId, entry.BookedOn, sum.Minor,
            }).ToListAsync(ct);
        var entries = db.Set<JournalEntry>().Where(entry => entry.PayoutItemId != null
            && within.Any(line => line.EntryId == entry.Id));
        var payouts = (await db.Set<PayoutItem>().AsNoTracking().Where(item => entries.Any(one => one.PayoutItemId == item.Id))
            .Join(db.Set<PayoutBatch>(), item => item.BatchId, batch => batch.Id,
                (item, batch) => new { item.Id, item.Key, item.Reference, item.ProviderReference, batch.Number })
            .ToListAsync(ct)).ToDictionary(row => row.Id);
        var bookings = (await db.Set<BankLine>().AsNoTracking()
            .Where(line => line.BankAccountId == account && line.EntryId != null
                && within.Any(own => own.EntryId == line.EntryId))
            .Select(line => new { Id = line.EntryId!.Value, line.Identity }).ToListAsync(ct))
            .GroupBy(row => row.Id).ToDictionary(group => group.Key, group => group.First().Identity);
        return ReconciliationSides.Of(basis, opening, null, rows.Select(row =>
        {
            var payout = row.PayoutItemId is { } id ? payouts.GetValueOrDefault(id) : null;
            var reference = row.ProviderObject ?? row.PostingKey;
            var key = bookings.GetValueOrDefault(row.Id) ?? LineOf(row.PostingKey) ?? reference;
            return new ReconciliationItem(key, row.Minor, row.BookedOn, reference, $"/ledger/entries/{row.Id}")
            {
                Group = payout?.Number,
                Also = [.. new[] { row.ProviderObject, payout?.Key, payout?.Reference, payout?.ProviderReference }
                    .OfType<string>().Where(name => name != key).Distinct(StringComparer.Ordinal)],
            };
        }));
    }

    // What a line alone proves is posted under the line's own name.
    private static string? LineOf(string postingKey) => postingKey.Split(':') switch
    {
        ["bank-credit", _, var line] => line,
        ["fee", LineBooks.Provider, var line] => line,
        ["bank-line", var line] => line,
        _ => null,
    };
}

/// <summary>The statements of an account that touch the days of a basis, and their lines.</summary>
internal sealed record BankStatements(
    ReconciliationBasis Basis, long? OpeningMinor, long? ClosingMinor, IReadOnlyList<BankLine> Lines)
{
    private const int ShortestName = 6;

    public IReadOnlyList<RunEvidence> Evidence { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    public static async Task<Outcome<BankStatements>> ReadAsync(
        OpsDbContext db, ReconciliationBasis basis, BankAccountId account, CancellationToken ct)
    {
        var (from, asOf, last) = (basis.From, basis.AsOf, basis.AsOf.PlusDays(ReconciliationSides.DaysAfter));
        var all = db.Set<BankLine>().AsNoTracking().Where(line => line.BankAccountId == account);
        var lines = await all.Where(line => line.BookedOn >= from && line.BookedOn <= last)
            .OrderBy(line => line.BookedOn).ThenBy(line => line.Identity).ToListAsync(ct);
        var stated = await db.Set<BankStatement>().AsNoTracking()
            .Where(one => one.BankAccountId == account && one.Kind == StatementKind.Statement && one.ClosingMinor != null
                && one.ClosingOn >= from && (one.OpeningOn ?? one.ClosingOn) <= asOf)
            .OrderBy(one => one.ClosingOn).ThenBy(one => one.OpeningOn).ThenBy(one => one.Id).ToListAsync(ct);
        if (stated.Count == 0 && !lines.Exists(line => line.BookedOn <= asOf))
            return ReconciliationRefusals.NoSource($"no statement of {basis.ScopeName}");
        var files = stated.Select(one => one.FileId).Concat(lines.Select(line => line.FileId)).Distinct().ToList();
        var evidence = await db.Set<BankFile>().AsNoTracking().Where(file => files.Contains(file.Id))
            .OrderBy(file => file.TakenAt).ThenBy(file => file.Hash)
            .Select(file => new RunEvidence(file.Name, file.Hash)).ToListAsync(ct);
        return new BankStatements(
            basis, await OpeningAsync(all, stated, basis, ct), await ClosingAsync(all, stated, basis, ct), lines)
        {
            Evidence = evidence, Notes = NotesOf(stated, basis),
        };
    }

    /// <summary>The bank's side; where no statement gives a balance, it opens as our books do.</summary>
    public ReconciliationSide Side(long ourOpening) => ReconciliationSides.Of(
        Basis, OpeningMinor ?? ourOpening, ClosingMinor, Lines.Select(Item));

    // The first statement may begin before the first day: what it booked until then belongs to the opening.
    private static async Task<long?> OpeningAsync(
        IQueryable<BankLine> all, List<BankStatement> stated, ReconciliationBasis basis, CancellationToken ct)
    {
        if (stated.Find(one => one.OpeningMinor is not null) is not { } first)
            return null;
        var (id, from) = (first.Id, basis.From);
        return first.OpeningMinor + await all.Where(line => line.StatementId == id && line.BookedOn < from)
            .SumAsync(line => line.AmountMinor, ct);
    }

    private static async Task<long?> ClosingAsync(
        IQueryable<BankLine> all, List<BankStatement> stated, ReconciliationBasis basis, CancellationToken ct)
    {
        if (stated.Count == 0)
            return null;
        var (id, asOf) = (stated[^1].Id, basis.AsOf);
        return stated[^1].ClosingMinor - await all.Where(line => line.StatementId == id && line.BookedOn > asOf)
            .SumAsync(line => line.AmountMinor, ct);
    }

    private static List<string> NotesOf(List<BankStatement> stated, ReconciliationBasis basis)
    {
        if (stated.Count == 0)
            return ["No statement states a balance for these days: it is taken as our books have it."];
        var notes = new List<string>();
        if (stated[^1].ClosingOn is { } end && end < basis.AsOf)
            notes.Add($"The last statement closes on {DayWords.Of(end)}; nothing is known of the days after.");
        for (var at = 1; at < stated.Count; at++)
        {
            if (stated[at].OpeningMinor is { } opening && opening != stated[at - 1].ClosingMinor)
                notes.Add($"The statement that closes on {DayWords.Of(stated[at].ClosingOn)} does not continue the one "
                    + "before it.");
        }

        return notes;
    }

    private static ReconciliationItem Item(BankLine line) =>
        new(
            line.Identity, line.AmountMinor, line.BookedOn, line.BankReference ?? line.EndToEndId ?? $"line {line.FileLine}",
            $"/cash/imports/{line.FileId}") { Also = [.. NamesOf(line)] };

    /// <summary>Every name under which the other side may know the line.</summary>
    public static IEnumerable<string> NamesOf(BankLine line)
    {
        var words = (line.Remittance ?? "").Split([' ', '\n', ',', ';', '/'], StringSplitOptions.RemoveEmptyEntries);
        return new[] { line.BankReference, line.EndToEndId, line.CustomerReference, line.Uetr, line.StructuredReference }
            .OfType<string>().Concat(words).Where(name => name.Length >= ShortestName).Distinct(StringComparer.Ordinal);
    }
}
