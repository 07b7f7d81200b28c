using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>
/// What of an invoice is collected, in minor units of its gross: applied cash, and cleared down payment as far as the down
/// payment is still paid. Payees are funded by this one number, so a down payment that goes back takes their part of it back.
/// </summary>
public static partial class Collection
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

    private static long Of(Invoice invoice, IReadOnlyCollection<Invoice> ofContract, Invoice paid, long byMinor)
    {
        long Applied(Invoice one) => one.Id == paid.Id ? paid.AppliedMinor + byMinor : one.AppliedMinor;
        return Applied(invoice) + (invoice.ClearedFrom ?? []).Sum(part =>
            StillPaid(part, invoice, ofContract, Applied(ofContract.Single(one => one.Id == part.Advance))));
    }

    /// <summary>How much of what a stage cleared is paid, when so much is applied to the down payment.</summary>
    private static long StillPaid(ClearedPart part, Invoice stage, IReadOnlyCollection<Invoice> ofContract, long appliedMinor)
    {
        var earlier = Clearing(part.Advance, ofContract).TakeWhile(one => one.Id != stage.Id)
            .SelectMany(one => one.ClearedFrom!).Where(one => one.Advance == part.Advance).Sum(one => one.GrossMinor);
        return Math.Clamp(appliedMinor - earlier, 0, part.GrossMinor);
    }

    /// <summary>What a stage cleared of a down payment and nobody pays any more.</summary>
    private static long UnpaidOn(Invoice stage, Invoice advance, IReadOnlyCollection<Invoice> ofContract) => stage.ClearedFrom!
        .Where(part => part.Advance == advance.Id)
        .Sum(part => part.GrossMinor - StillPaid(part, stage, ofContract, advance.AppliedMinor));

    /// <summary>The invoices that cleared a down payment, oldest first: what goes back is lost by the latest.</summary>
    private static IEnumerable<Invoice> Clearing(InvoiceId advance, IEnumerable<Invoice> ofContract) => ofContract
        .Where(stage => stage.ClearedFrom?.Any(part => part.Advance == advance) == true)
        .OrderBy(stage => stage.IssuedAt).ThenBy(stage => stage.Number, StringComparer.Ordinal);
}
