using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>The documents beneath payouts with what the ledger says of each: asked before a batch leaves.</summary>
internal static class DocumentCheck
{
    // By which an invoice came into the books: its issue, or what was brought over of it from a former system.
    private static readonly EventFamily[] Issues =
    [
        EventFamily.DownPaymentInvoiced, EventFamily.InvoicedEntityOwesTax, EventFamily.InvoicedPayeeOwesTax,
        EventFamily.InvoicedPlatformSells, EventFamily.OpeningReceivable, EventFamily.OpeningPayeeShare,
        EventFamily.OpeningHeldFunds,
    ];

    public static async Task<Refusal?> RefusalAsync(OpsDbContext db, IReadOnlyList<PayoutItem> items, CancellationToken ct) =>
        DocumentAgreement.Check([.. await InvoicesAsync(db, items, ct), .. await PayeeInvoicesAsync(db, items, ct)]);

    private static async Task<List<DocumentFact>> InvoicesAsync(
        OpsDbContext db, IReadOnlyList<PayoutItem> items, CancellationToken ct)
    {
        var ids = items.SelectMany(item => item.Sources).Select(source => source.InvoiceId).Distinct().ToList();
        var invoices = await db.Set<Invoice>().AsNoTracking().Where(one => ids.Contains(one.Id))
            .Select(one => new { one.Id, one.Number, one.State, one.Currency, one.OpenMinor }).ToListAsync(ct);
        // By the entries, which are found by their invoice; their lines name the same one.
        var entries = db.Set<JournalEntry>().Where(entry => entry.InvoiceId != null && ids.Contains(entry.InvoiceId.Value));
        var receivable = await entries.SelectMany(entry => entry.Lines)
            .Where(line => line.Account == Account.Receivable && line.InvoiceId != null)
            .GroupBy(line => line.InvoiceId!.Value)
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Minor, ct);
        var booked = (await entries.Where(entry => Issues.Contains(entry.Family)).Select(entry => entry.InvoiceId!.Value)
            .Distinct().ToListAsync(ct)).ToHashSet();
        return invoices.ConvertAll(one => new DocumentFact($"Invoice {one.Number ?? one.Id.ToString()}", one.Currency)
        {
            Invoice = one.State, OpenMinor = one.OpenMinor, ReceivableMinor = receivable.GetValueOrDefault(one.Id),
            IsBooked = booked.Contains(one.Id),
        });
    }

    // A payee's invoice for one piece of work is borne out by the invoices of that work, one for a contract by all of it.
    private static async Task<List<DocumentFact>> PayeeInvoicesAsync(
        OpsDbContext db, IReadOnlyList<PayoutItem> items, CancellationToken ct)
    {
        var payees = items.Select(item => item.PayeeId).Distinct().ToList();
        var contracts = items.SelectMany(item => item.Sources).Select(source => source.ContractId).Distinct().ToList();
        var works = items.SelectMany(item => item.Sources).Select(source => source.MilestoneId).OfType<MilestoneId>().ToHashSet();
        var billed = (await db.Set<PayeeInvoice>().AsNoTracking()
            .Where(one => payees.Contains(one.PayeeId) && contracts.Contains(one.ContractId)).ToListAsync(ct))
            .Where(one => one.MilestoneId is not { } work || works.Contains(work)).ToList();
        if (billed.Count == 0)
            return [];
        var accrued = await (
            from line in db.Set<JournalLine>()
            join invoice in db.Set<Invoice>() on line.InvoiceId equals invoice.Id
            where line.Account == Account.PayeeObligations && line.AmountMinor < 0 && line.PayeeId != null
                && payees.Contains(line.PayeeId.Value) && contracts.Contains(invoice.ContractId)
            group line.AmountMinor by new { line.PayeeId, invoice.ContractId, invoice.MilestoneId } into part
            select new { part.Key, Minor = part.Sum() }).ToListAsync(ct);
        return billed.ConvertAll(one => new DocumentFact($"Payee invoice {one.Number}", one.Currency)
        {
            Payee = one.State,
            AccruedMinor = -accrued.Where(sum => sum.Key.PayeeId == one.PayeeId && sum.Key.ContractId == one.ContractId
                && (one.MilestoneId is null || sum.Key.MilestoneId == one.MilestoneId)).Sum(sum => sum.Minor),
        });
    }
}
