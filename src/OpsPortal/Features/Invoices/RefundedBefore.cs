using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Invoices;

/// <summary>What other refunds count for, read while the payments of the invoice are held: two that are asked for or decided at
/// the same moment see each other.</summary>
/// <param name="OfPaymentMinor">Of the payment, out of whichever invoice.</param>
/// <param name="OfInvoiceMinor">Of the invoice by transfers of ours, from whichever payment.</param>
internal sealed record RefundedBefore(long OfPaymentMinor, long OfInvoiceMinor)
{
    /// <param name="but">The refund that is judged, where it is recorded already.</param>
    public static async Task<RefundedBefore> HoldAsync(Work work, Receipt payment, InvoiceId invoice, RefundId? but = null)
    {
        await PositionLock.OfInvoicesAsync(work, [invoice], payment.Id);
        var others = work.Db.Set<Refund>()
            .Where(refund => refund.Id != but && RefundLifecycle.Counted.Contains(refund.State));
        return new(
            await others.Where(refund => refund.ReceiptId == payment.Id).SumAsync(refund => refund.AmountMinor, work.Ct),
            await others.Where(refund => refund.InvoiceId == invoice && refund.Provider == LineBooks.Provider)
                .SumAsync(refund => refund.AmountMinor, work.Ct));
    }
}
