using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>A credit by its parts, in minor units, by the shares of the invoice: cumulative, then differenced, so that no cent
/// drifts.</summary>
public sealed record CreditParts(
    long AmountMinor, long TaxMinor, long FeeMinor, long FeeTaxMinor, IReadOnlyList<(PayeeId Payee, long Minor)> Payees)
{
    public long PayeeMinor => Payees.Sum(part => part.Minor);

    /// <param name="goneMinor">What will not come of the invoice without this credit: credited before, or given up.</param>
    public static CreditParts Of(Invoice invoice, long goneMinor, long amountMinor)
    {
        var before = Net(invoice, goneMinor);
        var after = Net(invoice, goneMinor + amountMinor);
        var tax = TaxIn(invoice, before.Others) - TaxIn(invoice, after.Others);
        var fee = before.Others - after.Others - tax;
        var feeTax = FeeTaxIn(invoice, before.Others) - FeeTaxIn(invoice, after.Others);
        return new CreditParts(
            amountMinor, tax, fee, feeTax,
            [.. invoice.Shares.Select((share, i) => (share.PayeeId, before.Payees[i] - after.Payees[i])).Where(part =>
                part.Item2 != 0)]);
    }

    private static (long[] Payees, long Others) Net(Invoice invoice, long goneMinor)
    {
        var left = invoice.GrossMinor - goneMinor;
        if (invoice.Shares.Count == 0)
            return ([], left);
        var parts = Allocation.Cumulative(
            invoice.GrossMinor, left, invoice.Shares.Select(share => share.AmountMinor), invoice.FeeMinor, invoice.TaxMinor);
        return (parts[..^2], parts[^2] + parts[^1]);
    }

    private static long TaxIn(Invoice invoice, long restMinor) =>
        OfRest(invoice, restMinor, invoice.TaxMinor);

    private static long FeeTaxIn(Invoice invoice, long restMinor) =>
        OfRest(invoice, restMinor, invoice.FeeTaxMinor);

    private static long OfRest(Invoice invoice, long restMinor, long partMinor)
    {
        var whole = invoice.GrossMinor - invoice.PayeeMinor;
        return whole == 0 ? 0 : Rounding.Divide((Int128)partMinor * restMinor, whole);
    }
}

/// <summary>Reduces what a buyer owes; moves no cash. Written once, with its own gapless number.</summary>
public sealed class CreditNote : IOfCompany
{
    private CreditNote()
    {
    }

    public CreditNoteId Id { get; private set; }

    public string Number { get; private set; } = "";

    public InvoiceId InvoiceId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public long TaxMinor { get; private set; }

    /// <summary>The part that had been collected, owed to the buyer until it is refunded or used.</summary>
    public long CollectedMinor { get; private set; }

    public long RefundedMinor { get; private set; }

    public string Reason { get; private set; } = "";

    public MilestoneId? MilestoneId { get; private set; }

    public PersonId MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public int Revision { get; private set; }

    public long RefundableMinor => CollectedMinor - RefundedMinor;

    public static CreditNote Of(
        CreditNoteId id, string number, Invoice invoice, CreditParts parts, long collectedMinor, string reason, PersonId by,
        Instant now) => new()
    {
        Id = id, Number = number, InvoiceId = invoice.Id, LegalEntityId = invoice.LegalEntityId, Currency = invoice.Currency,
        AmountMinor = parts.AmountMinor, TaxMinor = parts.TaxMinor, CollectedMinor = collectedMinor, Reason = reason.Trim(),
        MilestoneId = invoice.MilestoneId, MadeBy = by, MadeAt = now,
    };

    /// <summary>Sets a part aside for a refund, which a failed one gives back.</summary>
    public Outcome Reserve(long minor)
    {
        if (minor <= 0)
            return InvoicingRefusals.NotPositive;
        if (minor > RefundableMinor)
            return InvoicingRefusals.RefundTooHigh(new Money(RefundableMinor, Currency));
        RefundedMinor += minor;
        return Outcome.Done;
    }

    public void GiveBack(long minor) => RefundedMinor -= minor;

    /// <summary>The payment behind it went back: so much of what was collected is not owed to the buyer any more.</summary>
    public long TakeBack(long mostMinor)
    {
        var taken = Math.Min(mostMinor, RefundableMinor);
        CollectedMinor -= taken;
        return taken;
    }
}
