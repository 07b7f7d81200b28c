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
    /// <param name="uncollected">What is billed for each payee and not collected.</param>
    /// <param name="times">How often it was given up, this time included.</param>
    public static Outcome<EntryDraft> GivenUp(Work work, Invoice invoice, IReadOnlyList<PayeePart> uncollected, int times)
    {
        var facts = InvoiceFacts.Of(work, invoice, invoice.Reason) with
        {
            PostingKey = PostingKeys.Uncollectible(invoice.Id, times),
            Parts = uncollected,
        };
        if (BillingPlan.IsAdvance(invoice.Kind))
            return PostingRules.Draft(
                EventFamily.UncollectibleDownPayment,
                    facts with { Amounts = new() { A = invoice.WrittenOffMinor, V = AdvanceTax(invoice) } });

        // No market grants relief of the tax on a bad debt here: what of it is open is lost with the rest.
        var family = invoice.Seller == SellerOfRecord.Platform ? EventFamily.UncollectiblePlatformSells
            : EventFamily.UncollectiblePayeeSells;
        return PostingRules.Draft(family, facts with { Amounts = new() { A = invoice.WrittenOffMinor, V = 0 } });
    }

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
    private static long AdvanceTax(Invoice invoice)
    {
        var before = invoice.GrossMinor - invoice.CreditedMinor;
        return Rounding.Divide((Int128)invoice.TaxMinor * before, invoice.GrossMinor)
            - Rounding.Divide((Int128)invoice.TaxMinor * (before - invoice.WrittenOffMinor), invoice.GrossMinor);
    }
}
