using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Disputes;

/// <summary>How payments in disputes meet the invoices that they pay.</summary>
internal static class DisputedCash
{
    /// <summary>What of a payment was credited to buyers after it had paid their invoices: no payee holds any of it.</summary>
    public static async Task<long> CreditedAsync(Work work, Receipt receipt)
    {
        var rows = await (
            from application in work.Db.Set<Application>()
            join invoice in work.Db.Set<Invoice>() on application.InvoiceId equals invoice.Id
            where application.ReceiptId == receipt.Id && application.ReversedAt == null && invoice.CreditedCollectedMinor > 0
            select new { application.AmountMinor, invoice.CreditedCollectedMinor, invoice.AppliedMinor }).ToListAsync(work.Ct);
        return rows.Sum(row => Rounding.Divide(
            (Int128)row.AmountMinor * row.CreditedCollectedMinor, row.CreditedCollectedMinor + row.AppliedMinor));
    }

    /// <summary>Why so much of what an invoice collected cannot be owed back to its buyer: disputes have taken it.</summary>
    /// <param name="invoice">After the credit.</param>
    /// <param name="minor">What the credit takes of the collected part.</param>
    public static async Task<Refusal?> WhyNotCreditAsync(Work work, Invoice invoice, long minor)
    {
        if (minor == 0)
            return null;
        var rows = await (
            from application in work.Db.Set<Application>()
            join receipt in work.Db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where application.InvoiceId == invoice.Id && application.ReversedAt == null
                && receipt.DisputedMinor + receipt.LostMinor > 0
            select new { application.AmountMinor, Receipt = receipt }).ToListAsync(work.Ct);
        var taken = rows.Sum(row => Rounding.Divide(
            (Int128)row.AmountMinor * row.Receipt.TakenOfAppliedMinor, row.Receipt.AppliedMinor));
        var most = new Money(Math.Max(0, invoice.AppliedMinor + minor - taken), invoice.Currency);
        return invoice.AppliedMinor >= taken ? null
            : rows[0].Receipt.Taken($"Of what was collected credit at most {most}.");
    }
}
