using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Tests.Flows;

/// <summary>What must always hold, asked of the store's journal lines.</summary>
internal static class StoreInvariants
{
    public static async Task<List<JournalLine>> LinesAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Set<JournalLine>().AsNoTracking().ToListAsync();
    }

    public static async Task<IReadOnlyList<string>> BrokenAsync(World world)
    {
        await using var db = await world.DbAsync();
        var dead = await db.Set<InboxEvent>()
            .CountAsync(row => row.State == InboxState.DeadLetter || row.State == InboxState.Retrying);
        return [.. await OfBooksAsync(db), .. Enumerable.Repeat("an event could not be handled", dead)];
    }

    public static async Task<IReadOnlyList<string>> OfBooksAsync(OpsDbContext db)
    {
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        var invoices = await db.Set<Invoice>().AsNoTracking().OrderBy(invoice => invoice.Number).ToListAsync();
        var receipts = await db.Set<Receipt>().AsNoTracking().ToListAsync();
        var twice = lines.Select(line => line.EntryId).Distinct().Count() - await db.Set<JournalEntry>().Select(e => e.PostingKey)
            .Distinct().CountAsync();
        return
        [
            .. lines.GroupBy(line => line.EntryId).Where(entry => entry.Sum(line => line.AmountMinor) != 0)
                .Select(_ => "1: an entry does not balance"),
            .. invoices.Where(i => i.OpenMinor < 0
                || i.OpenMinor != Of(lines, Account.Receivable, line => line.InvoiceId == i.Id))
                .Select(invoice => $"2: {invoice.Number} is open with {invoice.OpenMinor}, 1200 says otherwise"),
            .. receipts.Where(r => r.UnappliedMinor != -Of(lines, Account.UnappliedCash, line => line.ReceiptId == r.Id))
                .Select(receipt => $"2: {receipt.ProviderReference} is open with {receipt.UnappliedMinor}, 2600 says otherwise"),
            .. lines.Where(line => line.Account is >= Account.CustomerDeposits and <= Account.CustomerCredits)
                .GroupBy(line => (line.Account, line.InvoiceId, line.PayeeId, line.ReceiptId, line.BatchId))
                .Where(account => account.Sum(line => line.AmountMinor) > 0)
                .Select(account => $"4: {account.Key.Account} is negative by {account.Sum(line => line.AmountMinor)}"),
            .. invoices.SelectMany(invoice => Funded(invoice, invoices, lines)),
            .. Enumerable.Repeat("5: a posting key stands twice", twice),
        ];
    }

    private static IEnumerable<string> Funded(Invoice invoice, List<Invoice> all, List<JournalLine> lines)
    {
        if (BillingPlan.IsAdvance(invoice.Kind) || invoice.State is InvoiceState.Void or InvoiceState.Uncollectible)
            yield break;
        var target = Target(invoice, Collection.Of(invoice, all));
        var net = Target(invoice, invoice.GrossMinor - invoice.CreditedMinor);
        for (var i = 0; i < invoice.Shares.Count; i++)
        {
            var share = invoice.Shares[i];
            var owed = -Of(lines, Account.PayeeObligations, line => line.InvoiceId == invoice.Id
                && line.PayeeId == share.PayeeId);
            if (net[i] - owed != target[i])
                yield return $"3: a payee of {invoice.Number} is funded with {net[i] - owed} instead of {target[i]}";
        }
    }

    private static long[] Target(Invoice invoice, long collected) => Allocation.Cumulative(
        invoice.GrossMinor, collected, invoice.Shares.Select(share => share.AmountMinor), invoice.FeeMinor, invoice.TaxMinor);

    private static long Of(List<JournalLine> lines, Account account, Func<JournalLine, bool> matches) =>
        lines.Where(line => line.Account == account && matches(line)).Sum(line => line.AmountMinor);
}
