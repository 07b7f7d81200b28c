using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>
/// Which payments a cleared down payment came from, oldest first after what earlier invoices cleared, and what each gives to which
/// payee.
/// </summary>
internal static class AdvanceFunding
{
    public static async Task<IReadOnlyList<PayeePart>> PartsAsync(Work work, BillingStand stand, Invoice invoice)
    {
        if (invoice.ClearedMinor == 0)
            return [];
        var advances = stand.Advances.Select(advance => advance.Id).ToList();
        var paid = await (
            from application in work.Db.Set<Application>()
            join receipt in work.Db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where advances.Contains(application.InvoiceId) && application.ReversedAt == null
            orderby application.AppliedAt, application.Id
            select new Paid(receipt.Id, receipt.AvailableAt != null, application.AmountMinor)).ToListAsync(work.Ct);
        return [.. Slices(paid, stand.ClearedMinor, invoice.ClearedMinor).SelectMany(slice => PartsOf(invoice, slice))];
    }

    private static IEnumerable<(Paid From, long Start, long End)> Slices(IEnumerable<Paid> paid, long usedMinor, long wantedMinor)
    {
        long start = 0;
        foreach (var from in paid)
        {
            var free = Math.Max(0, from.Minor - usedMinor);
            usedMinor = Math.Max(0, usedMinor - from.Minor);
            var end = Math.Min(wantedMinor, start + free);
            if (end > start)
                yield return (from, start, end);
            start = end;
        }
    }

    private static IEnumerable<PayeePart> PartsOf(Invoice invoice, (Paid From, long Start, long End) slice)
    {
        var shares = invoice.Shares.Select(share => (share.PayeeId, share.AmountMinor)).ToList();
        var parts = Allocation.Of(invoice.GrossMinor, slice.Start, slice.End, shares, invoice.FeeMinor, invoice.TaxMinor).Payees;
        return parts.Where(part => part.Minor > 0).Select(part => part with
        {
            InvoiceId = invoice.Id,
            ReceiptId = slice.From.Receipt,
            Sits = slice.From.IsSettled ? Account.HeldSettled : Account.HeldPending,
        });
    }

    private sealed record Paid(ReceiptId Receipt, bool IsSettled, long Minor);
}
