using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Features.Cash;

/// <summary>
/// The money of a payment is moved by one at a time. Whoever reads where it sits and posts by that takes its payments and payees
/// first, payments before payees and before payouts that are stopped: another at the same moment waits for the end, or finds its
/// revision changed and judges anew.
/// </summary>
internal static class PositionLock
{
    /// <param name="receipts">Also those that the work has read already: one that was changed since conflicts here.</param>
    public static async Task TakeAsync(Work work, IEnumerable<ReceiptId> receipts, params IReadOnlyList<PayeeId> payees)
    {
        var ids = receipts.Distinct().ToList();
        foreach (var receipt in await work.Db.Set<Receipt>().Where(one => ids.Contains(one.Id)).ToListAsync(work.Ct))
            work.Db.Entry(receipt).State = EntityState.Modified;
        await work.Db.SaveChangesAsync(work.Ct);
        if (payees.Count == 0)
            return;
        foreach (var payee in await work.Db.Set<Payee>().Where(one => payees.Contains(one.Id)).ToListAsync(work.Ct))
            work.Db.Entry(payee).State = EntityState.Modified;
        await work.Db.SaveChangesAsync(work.Ct);
    }

    /// <summary>The payee, and every payment of which it has money or owes.</summary>
    public static async Task OfPayeeAsync(Work work, LegalEntityId entity, PayeeId payee)
    {
        var lines = await PayableFunds.ReadAsync(work.Db, new([entity]) { Payees = [payee] }, work.Ct);
        await TakeAsync(work, lines.Select(line => line.Receipt).OfType<ReceiptId>(), payee);
    }

    /// <summary>Every payment that has lines on the invoice.</summary>
    public static Task OfInvoiceAsync(Work work, InvoiceId invoice) => OfInvoicesAsync(work, [invoice]);

    /// <summary>Every payment that has lines on one of the invoices, together with others, all in one order.</summary>
    public static async Task OfInvoicesAsync(Work work, IReadOnlyList<InvoiceId> invoices, params IEnumerable<ReceiptId> others)
    {
        var paying = await work.Db.Set<JournalLine>()
            .Where(line => line.InvoiceId != null && invoices.Contains(line.InvoiceId.Value) && line.ReceiptId != null)
            .Select(line => line.ReceiptId!.Value).Distinct().ToListAsync(work.Ct);
        await TakeAsync(work, [.. others, .. paying]);
    }

    /// <summary>The payment, and every other that has lines on an invoice of its, before what hangs on it moves.</summary>
    public static async Task OfPaymentAsync(Work work, ReceiptId payment)
    {
        var invoices = await work.Db.Set<JournalLine>().Where(line => line.ReceiptId == payment && line.InvoiceId != null)
            .Select(line => line.InvoiceId!.Value).Distinct().ToListAsync(work.Ct);
        await OfInvoicesAsync(work, invoices, payment);
    }

    /// <summary>All that reads the balances of a company's accounts to judge by them: one at a time.</summary>
    public static Task OfCompanyAsync(Work work, LegalEntityId entity) => work.Db.Set<LegalEntity>()
        .Where(row => row.Id == entity)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Code, row => row.Code), work.Ct);

    /// <summary>Every payment and payee of what a batch is about to release, in two statements however large it is.</summary>
    public static async Task OfBatchAsync(Work work, BatchId batch)
    {
        var items = work.Db.Set<PayoutItem>().Where(item => item.BatchId == batch && item.State == PayoutItemState.Ready);
        var receipts = items.SelectMany(item => item.Sources).Where(source => source.ReceiptId != null)
            .Select(source => source.ReceiptId!.Value);
        var payees = items.Select(item => item.PayeeId);
        await work.Db.Set<Receipt>().Where(one => receipts.Contains(one.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Revision, one => one.Revision + 1), work.Ct);
        await work.Db.Set<Payee>().Where(one => payees.Contains(one.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Revision, one => one.Revision + 1), work.Ct);
    }
}
