using OpsPortal.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Invoices;

/// <summary>The ledger's facts of how an invoice ends, and of refunds. Which accounts they touch is for the posting rules to
/// say.</summary>
internal static class EndingFacts
{
    public static EventFamily GivenUpFamily(Invoice invoice) => invoice.Seller == SellerOfRecord.Platform
        ? EventFamily.UncollectiblePlatformSells : EventFamily.UncollectiblePayeeSells;

    /// <param name="minor">What was billed for work: the whole, or of a down payment what stages have cleared.</param>
    /// <param name="lapsed">What payees lose of it.</param>
    /// <param name="times">How often such was given up, this time included.</param>
    public static Outcome<EntryDraft> GivenUp(
        Work work, Invoice invoice, long minor, IReadOnlyList<PayeePart> lapsed, int times) =>

        // No market grants relief of the tax on a bad debt here: what of it is open is lost with the rest.
        PostingRules.Draft(GivenUpFamily(invoice), InvoiceFacts.Of(work, invoice, invoice.Reason) with
        {
            PostingKey = BillingPlan.IsAdvance(invoice.Kind) ? PostingKeys.UncollectibleCleared(invoice.Id, times)
                : PostingKeys.Uncollectible(invoice.Id, times),
            Parts = lapsed,
            Amounts = new() { A = minor, V = 0 },
        });

    /// <param name="minor">What of a down payment no stage has cleared.</param>
    /// <param name="times">How often such was given up, this time included.</param>
    public static Outcome<EntryDraft> DepositGivenUp(Work work, Invoice invoice, long minor, int times) => PostingRules.Draft(
        EventFamily.UncollectibleDownPayment, InvoiceFacts.Of(work, invoice, invoice.Reason) with
        {
            PostingKey = PostingKeys.Uncollectible(invoice.Id, times),
            Amounts = new() { A = minor, V = AdvanceTax(invoice, minor) },
        });

    public static Outcome<EntryDraft> Closed(Work work, Invoice invoice, int times, string note) => PostingRules.Draft(
        EventFamily.InvoiceClosed,
        InvoiceFacts.Of(work, invoice, note) with { PostingKey = PostingKeys.InvoiceClosed(invoice.Id, times) });

    public static Outcome<EntryDraft> Reopened(Work work, Invoice invoice, int times, string note) => PostingRules.Draft(
        EventFamily.InvoiceReopened,
            InvoiceFacts.Of(work, invoice, note) with { PostingKey = PostingKeys.InvoiceReopened(invoice.Id, times) });

    public static Outcome<EntryDraft> Refunded(
        Work work, Invoice invoice, Refund refund, EventFamily step, CashPlace cash, string? eventId)
    {
        var facts = InvoiceFacts.Of(work, invoice, refund.FailureReason);
        return PostingRules.Draft(step, facts with
        {
            PostingKey = step == EventFamily.RefundPaid
                ? PostingKeys.Refund(refund.Provider, refund.ProviderReference)
                : PostingKeys.RefundFailed(refund.Provider, refund.ProviderReference),
            EffectiveAt = refund.EndedAt ?? work.Now,
            Amounts = new() { A = refund.AmountMinor },
            Cash = cash.Account,
            BankAccountId = cash.BankAccountId,
            Trace = facts.Trace with { CreditNoteId = refund.CreditNoteId, ProviderObject = refund.ProviderReference,
                EventId = eventId },
        });
    }

    /// <summary>The tax of a down payment that lapses with what is given up: what stood before, less what stands after.</summary>
    private static long AdvanceTax(Invoice invoice, long minor)
    {
        var before = invoice.GrossMinor - invoice.CreditedMinor;
        return Rounding.Divide((Int128)invoice.TaxMinor * before, invoice.GrossMinor)
            - Rounding.Divide((Int128)invoice.TaxMinor * (before - minor), invoice.GrossMinor);
    }
}
