using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Domain.Invoicing;

/// <summary>
/// What payees lose of what is still to come, because it is given up. It is taken from the other end than what is collected, as a
/// credit is, so that both together never come to more than the share.
/// </summary>
public static partial class Collection
{
    /// <summary>
    /// What payees lose when so much of an invoice is given up; of a down payment what stages have cleared of it and nobody pays
    /// any more, on those stages. Asked before the invoice gives it up.
    /// </summary>
    public static IReadOnlyList<PayeePart> Lapsed(Invoice givenUp, IReadOnlyCollection<Invoice> ofContract, long minor) =>
        BillingPlan.IsAdvance(givenUp.Kind)
            ? [.. Clearing(givenUp.Id, ofContract)
                .SelectMany(stage => LapsedOn(stage, ofContract, UnpaidOn(stage, givenUp, ofContract)))]
            : LapsedOn(givenUp, ofContract, minor);

    /// <summary>What stages have cleared of a down payment whose payment went back, and nobody pays any more.</summary>
    public static long Unpaid(Invoice advance, IReadOnlyCollection<Invoice> ofContract) =>
        Clearing(advance.Id, ofContract).Sum(stage => UnpaidOn(stage, advance, ofContract));

    /// <summary>What of the gross of an invoice will not come: credited, or given up on it or on a down payment that it
    /// cleared.</summary>
    public static long Gone(Invoice invoice, IReadOnlyCollection<Invoice> ofContract) =>
        invoice.CreditedMinor + invoice.ToleratedMinor + invoice.WrittenOffMinor
        + ofContract.Where(one => one.State == InvoiceState.Uncollectible
            && invoice.ClearedFrom?.Any(part => part.Advance == one.Id) == true)
            .Sum(advance => UnpaidOn(invoice, advance, ofContract));

    private static IReadOnlyList<PayeePart> LapsedOn(Invoice invoice, IReadOnlyCollection<Invoice> ofContract, long minor)
    {
        var standing = invoice.GrossMinor - Gone(invoice, ofContract);
        var lapsed = Allocation.Of(
            invoice.GrossMinor, standing - minor, standing,
            [.. invoice.Shares.Select(share => (share.PayeeId, share.AmountMinor))], invoice.FeeMinor, invoice.TaxMinor);
        return [.. lapsed.Payees.Where(part => part.Minor != 0).Select(part => part with { InvoiceId = invoice.Id })];
    }
}
