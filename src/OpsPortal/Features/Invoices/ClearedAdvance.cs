using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>A down payment that stages have cleared must not shrink below that, even while its payment has gone back.</summary>
internal static class ClearedAdvance
{
    /// <summary>Why so much of an invoice cannot be taken away; null where it can, and always for what is no down
    /// payment.</summary>
    public static async Task<Refusal?> WhyNotAsync(Work work, Invoice invoice, long minor)
    {
        if (!BillingPlan.IsAdvance(invoice.Kind))
            return null;
        var stages = await work.Db.Set<Invoice>().AsNoTracking()
            .Where(stage => stage.ContractId == invoice.ContractId && stage.ClearedMinor > 0 && stage.State != InvoiceState.Void)
            .ToListAsync(work.Ct);
        var cleared = stages.SelectMany(stage => stage.ClearedFrom ?? []).Where(part => part.Advance == invoice.Id)
            .Sum(part => part.GrossMinor);
        var left = invoice.GrossMinor - invoice.CreditedMinor - invoice.WrittenOffMinor - cleared;
        return minor > left ? InvoicingRefusals.AdvanceCleared(new Money(left, invoice.Currency)) : null;
    }
}
