using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Operations;

namespace OpsPortal.Features.Ledger;

/// <summary>Open items and projections against the entries that they must equal.</summary>
internal static class OpenItems
{
    private static readonly Account[] Liabilities = [.. ChartOfAccounts.Rows
        .Where(row => row.Account is >= Account.CustomerDeposits and <= Account.CustomerCredits).Select(row => row.Account)];

    public static async Task<IReadOnlyList<Finding>> FindingsAsync(OpsDbContext db, Instant now, CancellationToken ct) =>
    [
        await InvoicesAsync(db, ct), await ReceiptsAsync(db, ct), await CreditsAsync(db, ct), await LiabilitiesAsync(db, ct),
        await ProjectionsAsync(db, now, ct),
    ];

    private static async Task<Finding> InvoicesAsync(OpsDbContext db, CancellationToken ct)
    {
        var ledger = (await db.Set<JournalLine>().Where(line => line.Account == Account.Receivable)
            .GroupBy(line => line.InvoiceId).Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct)).ToDictionary(row => row.Key?.Value ?? default, row => row.Minor);
        var open = await db.Set<Invoice>().Where(invoice => invoice.State != InvoiceState.Draft)
            .Select(invoice => new { invoice.Id, invoice.OpenMinor })
                .ToDictionaryAsync(row => row.Id.Value, row => row.OpenMinor, ct);
        return Compared("open invoices equal 1200", "invoice", open, ledger);
    }

    private static async Task<Finding> ReceiptsAsync(OpsDbContext db, CancellationToken ct)
    {
        var ledger = (await db.Set<JournalLine>().Where(line => line.Account == Account.UnappliedCash)
            .GroupBy(line => line.ReceiptId).Select(group => new { group.Key, Minor = -group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct)).ToDictionary(row => row.Key?.Value ?? default, row => row.Minor);
        var open = await db.Set<Receipt>().Select(receipt => new { receipt.Id, receipt.UnappliedMinor })
            .ToDictionaryAsync(row => row.Id.Value, row => row.UnappliedMinor, ct);
        return Compared("open receipts equal 2600", "receipt", open, ledger);
    }

    private static async Task<Finding> CreditsAsync(OpsDbContext db, CancellationToken ct)
    {
        var ledger = (await db.Set<JournalLine>().Where(line => line.Account == Account.CustomerCredits && line.InvoiceId != null)
            .GroupBy(line => line.InvoiceId).Select(group => new { group.Key, Minor = -group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct)).ToDictionary(row => row.Key!.Value.Value, row => row.Minor);
        var notes = await db.Set<CreditNote>().Select(note => new { note.InvoiceId, Minor = note.CollectedMinor })
            .ToListAsync(ct);
        var refunds = await db.Set<Refund>().Where(refund => refund.State == RefundState.Succeeded)
            .Select(refund => new { refund.InvoiceId, Minor = -refund.AmountMinor }).ToListAsync(ct);
        var open = notes.Concat(refunds).GroupBy(row => row.InvoiceId.Value)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Minor));
        return Compared("open credits equal 2610", "invoice", open, ledger);
    }

    private static async Task<Finding> LiabilitiesAsync(OpsDbContext db, CancellationToken ct)
    {
        var below = await db.Set<JournalLine>().Where(line => Liabilities.Contains(line.Account))
            .GroupBy(line => new { line.LegalEntityId, line.Account, line.Currency, line.InvoiceId, line.PayeeId, line.ReceiptId,
                line.BatchId })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(sum => sum.Minor > 0).OrderByDescending(sum => sum.Minor).Take(1).ToListAsync(ct);
        return new Finding("no liability below zero", below.Count == 0, below.Count == 0
            ? "no sub-account from 2010 to 2610"
            : $"{(int)below[0].Key.Account} of invoice {below[0].Key.InvoiceId}, payee {below[0].Key.PayeeId}, receipt {
                below[0].Key.ReceiptId} is "
                + $"below zero by {new Money(below[0].Minor, below[0].Key.Currency)}");
    }

    private static async Task<Finding> ProjectionsAsync(OpsDbContext db, Instant now, CancellationToken ct)
    {
        var entities = await db.Set<LegalEntity>().Select(entity => new { entity.Id, entity.Zone }).ToListAsync(ct);
        foreach (var entity in entities)
        {
            var today = now.DayIn(entity.Zone);
            var shown = await LedgerBalances.AccountBalancesAsync(db, entity.Id, today, ct);
            var summed = await LedgerBalances.SummedAsync(db, entity.Id, today, withLate: true, ct);
            if (!shown.ToHashSet().SetEquals(summed))
                return new Finding("balances on screen equal entries", false, $"entity {entity.Id} on {today} differs");
        }

        return new Finding("balances on screen equal entries", true, $"{entities.Count} entities");
    }

    private static Finding Compared(string what, string thing, Dictionary<Guid, long> open, Dictionary<Guid, long> ledger)
    {
        var off = open.Keys.Union(ledger.Keys).Where(id => open.GetValueOrDefault(id) != ledger.GetValueOrDefault(id)).ToList();
        var words = off.Count == 0
            ? $"{open.Count} compared"
            : $"{off.Count} differ, first {thing} {off[0]}: open {open.GetValueOrDefault(off[0])}, ledger {
                ledger.GetValueOrDefault(off[0])}";
        return new Finding(what, off.Count == 0, words);
    }
}
