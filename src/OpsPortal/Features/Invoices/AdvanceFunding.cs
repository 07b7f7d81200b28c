using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Invoices;

/// <summary>
/// Which payments the cleared down payments came from, each down payment's oldest first after what earlier invoices cleared, and
/// what each gives to which payee.
/// </summary>
internal static class AdvanceFunding
{
    public static async Task<IReadOnlyList<PayeePart>> PartsAsync(Work work, BillingStand stand, Invoice invoice)
    {
        if (invoice.ClearedFrom is not { } cleared)
            return [];
        var advances = cleared.Select(part => part.Advance).ToList();
        await PositionLock.TakeAsync(work, await work.Db.Set<Application>()
            .Where(application => advances.Contains(application.InvoiceId) && application.ReversedAt == null)
            .Select(application => application.ReceiptId).ToListAsync(work.Ct));
        var paid = await (
            from application in work.Db.Set<Application>()
            join receipt in work.Db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where advances.Contains(application.InvoiceId) && application.ReversedAt == null
            orderby application.AppliedAt, application.Id
            select new Paid(application.InvoiceId, receipt.Id, receipt.AvailableAt != null, application.AmountMinor))
                .ToListAsync(work.Ct);
        return [.. Slices(paid, stand, invoice.Id, cleared).SelectMany(slice => PartsOf(invoice, slice))];
    }

    private static IEnumerable<(Paid From, long Start, long End)> Slices(
        List<Paid> paid, BillingStand stand, InvoiceId invoice, IReadOnlyList<ClearedPart> cleared)
    {
        long start = 0;
        foreach (var part in cleared)
        {
            var used = stand.ClearedBefore(part.Advance, invoice);
            var wanted = start + part.GrossMinor;
            foreach (var from in paid.Where(row => row.Advance == part.Advance))
            {
                var free = Math.Max(0, from.Minor - used);
                used = Math.Max(0, used - from.Minor);
                var end = Math.Min(wanted, start + free);
                if (end > start)
                    yield return (from, start, end);
                start = end;
            }
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

    private sealed record Paid(InvoiceId Advance, ReceiptId Receipt, bool IsSettled, long Minor);
}
