using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Ledger.TieOuts;

/// <summary>Each item on 2400 names the document that it stands for: a bank statement's line, a row of a provider's report or an
/// event of its own, or an accrual or opening item that a second person approved on evidence. What names none is
/// listed.</summary>
[Part]
internal sealed class PayablesTieOut : ITieOut
{
    private const int MostItems = 20;

    // Posted when a second person approved them, on evidence or on the files of a cut-over.
    private static readonly EventFamily[] Approved =
        [.. ManualJournal.Families.Values, EventFamily.OpeningPayable, EventFamily.OpeningBalance];

    private sealed record Item(EntryId Id, string Reference, Currency Currency, long Minor, bool Ties);

    public int Order => 45;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var items = await ItemsAsync(scope, ct);
        return new TieOut(
            "payables", "Payables and fees name their documents", $"Entries booked up to {DayWords.Of(scope.LastDay)}.",
            "Ledger 2400", "With invoice, statement or accrual",
            [
                .. items.GroupBy(item => item.Currency).OrderBy(group => group.Key).Select(group => new TieOutLine(
                    "2400 Accounts payable and provider fees", group.Key, -group.Sum(item => item.Minor),
                    -group.Where(item => item.Ties).Sum(item => item.Minor),
                    OpenItemTie.AccountHref(scope, Account.PayablesAndFees, group.Key))),
                .. items.Where(item => !item.Ties).OrderBy(item => item.Reference, StringComparer.Ordinal).Take(MostItems)
                    .Select(item => new TieOutLine(
                        $"{item.Reference}: no document", item.Currency, -item.Minor, 0, $"/ledger/entries/{item.Id}")),
            ]);
    }

    private static async Task<List<Item>> ItemsAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, last, db) = (scope.LegalEntityId, scope.LastDay, scope.Db);
        var sums = db.Set<JournalLine>().Where(line => line.LegalEntityId == entity && line.Account == Account.PayablesAndFees
                && line.BookedOn <= last)
            .GroupBy(line => new { line.EntryId, line.Currency })
            .Select(group => new { group.Key.EntryId, group.Key.Currency, Minor = group.Sum(line => line.AmountMinor) });
        var rows = await (
            from sum in sums
            join entry in db.Set<JournalEntry>() on sum.EntryId equals entry.Id
            where sum.Minor != 0
            select new
            {
                entry.Id, entry.PostingKey, entry.ProviderObject, sum.Currency, sum.Minor,
                Ties = Approved.Contains(entry.Family) || entry.EventId != null
                    || db.Set<BankLine>().Any(line => line.EntryId == entry.Id)
                    || (entry.ProviderObject != null && db.Set<ProviderReportRow>().Any(row =>
                        row.LegalEntityId == entity && row.Source == entry.ProviderObject)),
            }).ToListAsync(ct);
        return rows.ConvertAll(row => new Item(row.Id, row.ProviderObject ?? row.PostingKey, row.Currency, row.Minor, row.Ties));
    }
}
