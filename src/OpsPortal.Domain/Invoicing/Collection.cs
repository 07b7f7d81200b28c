using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>
/// What of an invoice is collected, in minor units of its gross: applied cash, and cleared down payment as far as the down
/// payment is still paid. Payees are funded by this one number, so a down payment that goes back takes their part of it back.
/// </summary>
public static class Collection
{
    /// <param name="ofContract">All invoices of the contract; voided ones count for nothing.</param>
    public static long Of(Invoice invoice, IReadOnlyCollection<Invoice> ofContract) => Of(invoice, ofContract, invoice, 0);

    /// <summary>
    /// What payees gain, or lose where below zero, when so much more is applied to an invoice: by itself, and where it is a down
    /// payment by the stages that cleared it. Asked before the invoice takes it.
    /// </summary>
    public static IReadOnlyList<PayeePart> Moved(Invoice paid, IReadOnlyCollection<Invoice> ofContract, long byMinor)
    {
        var parts = new List<PayeePart>();
        foreach (var stage in BillingPlan.IsAdvance(paid.Kind) ? Clearing(paid.Id, ofContract) : [paid])
        {
            var (before, after) = (Of(stage, ofContract, paid, 0), Of(stage, ofContract, paid, byMinor));
            var moved = Allocation.Of(
                stage.GrossMinor, before, after, [.. stage.Shares.Select(share => (share.PayeeId, share.AmountMinor))],
                stage.FeeMinor, stage.TaxMinor);
            parts.AddRange(moved.Payees.Where(part => part.Minor != 0).Select(part => part with { InvoiceId = stage.Id }));
        }

        return parts;
    }

    /// <summary>
    /// What payees lose of what is still to come when so much of an invoice is given up. It is taken from the other end than what
    /// is collected, as a credit is, so both together never come to more than the share. Asked before the invoice gives it up.
    /// </summary>
    public static IReadOnlyList<PayeePart> Lapsed(Invoice invoice, long minor)
    {
        var standing = invoice.GrossMinor - invoice.CreditedMinor;
        var lapsed = Allocation.Of(
            invoice.GrossMinor, standing - minor, standing,
            [.. invoice.Shares.Select(share => (share.PayeeId, share.AmountMinor))], invoice.FeeMinor, invoice.TaxMinor);
        return [.. lapsed.Payees.Where(part => part.Minor != 0).Select(part => part with { InvoiceId = invoice.Id })];
    }

    private static long Of(Invoice invoice, IReadOnlyCollection<Invoice> ofContract, Invoice paid, long byMinor)
    {
        long Applied(Invoice one) => one.Id == paid.Id ? paid.AppliedMinor + byMinor : one.AppliedMinor;
        var collected = Applied(invoice);
        foreach (var part in invoice.ClearedFrom ?? [])
        {
            var advance = ofContract.Single(one => one.Id == part.Advance);
            var earlier = Clearing(part.Advance, ofContract).TakeWhile(stage => stage.Id != invoice.Id)
                .SelectMany(stage => stage.ClearedFrom!).Where(one => one.Advance == part.Advance).Sum(one => one.GrossMinor);
            collected += Math.Clamp(Applied(advance) - earlier, 0, part.GrossMinor);
        }

        return collected;
    }

    /// <summary>The invoices that cleared a down payment, oldest first: what goes back is lost by the latest.</summary>
    private static IEnumerable<Invoice> Clearing(InvoiceId advance, IEnumerable<Invoice> ofContract) => ofContract
        .Where(stage => stage.ClearedFrom?.Any(part => part.Advance == advance) == true)
        .OrderBy(stage => stage.IssuedAt).ThenBy(stage => stage.Number, StringComparer.Ordinal);
}
