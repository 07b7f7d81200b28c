using OpsPortal.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Invoices;

/// <summary>The ledger's facts of an invoice. Which accounts they touch is for the posting rules to say.</summary>
internal static class InvoiceFacts
{
    public static Outcome<EntryDraft> Issued(Work work, Invoice invoice)
    {
        var facts = Of(work, invoice) with { PostingKey = PostingKeys.InvoiceIssued(invoice.Id) };
        if (BillingPlan.IsAdvance(invoice.Kind))
            return PostingRules.Draft(
                EventFamily.DownPaymentInvoiced,
                facts with { Amounts = new() { D = invoice.GrossMinor, Vd = invoice.TaxMinor } });
        var family = PostingRules.InvoiceFamily(
            invoice.Seller == SellerOfRecord.Platform, invoice.TaxLiability == TaxLiability.Entity);
        return PostingRules.Draft(family, facts with
        {
            Amounts = new()
            {
                G = invoice.GrossMinor, P = invoice.PayeeMinor, F = invoice.FeeMinor, V = invoice.TaxMinor,
                    C = invoice.ClearedMinor,
                Vc = invoice.ClearedTaxMinor, Vf = invoice.FeeTaxMinor,
            },
            Parts = [.. invoice.Shares.Select(share => new PayeePart(share.PayeeId, share.AmountMinor, invoice.Id))],
            Deposits = [.. (invoice.ClearedFrom ?? [])
                .Select(part => new DepositPart(part.Advance, part.GrossMinor - part.TaxMinor))],
        });
    }

    public static Outcome<EntryDraft> Cleared(Work work, Invoice invoice, IReadOnlyList<PayeePart> parts) =>
        PostingRules.Draft(EventFamily.DownPaymentCleared, Of(work, invoice) with
        {
            PostingKey = PostingKeys.DownPaymentCleared(invoice.Id), Amounts = new(), Parts = parts,
        });

    public static Outcome<EntryDraft> Credited(Work work, Invoice invoice, CreditNote note, CreditParts parts)
    {
        var facts = OfNote(work, invoice, note) with { PostingKey = PostingKeys.CreditNote(note.Id) };
        if (BillingPlan.IsAdvance(invoice.Kind))
            return PostingRules.Draft(
                EventFamily.CreditedDownPayment, facts with { Amounts = new() { A = parts.AmountMinor, V = parts.TaxMinor } });
        var family = PostingRules.CreditFamily(invoice.Seller == SellerOfRecord.Platform,
            invoice.TaxLiability == TaxLiability.Entity);
        return PostingRules.Draft(family, facts with
        {
            Amounts = new()
            {
                A = parts.AmountMinor, P = parts.PayeeMinor, F = parts.FeeMinor, V = parts.TaxMinor, Vf = parts.FeeTaxMinor,
            },
            Parts = [.. parts.Payees.Select(part => new PayeePart(part.Payee, part.Minor, invoice.Id))],
        });
    }

    public static Outcome<EntryDraft> CreditedCollected(Work work, Invoice invoice, CreditNote note,
        IReadOnlyList<PayeePart> unfunded) =>
        PostingRules.Draft(EventFamily.CreditedCollected, OfNote(work, invoice, note) with
        {
            PostingKey = PostingKeys.CreditNoteOnCollected(note.Id), Amounts = new() { A = note.CollectedMinor },
                Parts = unfunded,
        });

    private static PostingFacts OfNote(Work work, Invoice invoice, CreditNote note)
    {
        var facts = Of(work, invoice);
        return facts with { Trace = facts.Trace with { CreditNoteId = note.Id, Memo = note.Reason } };
    }

    /// <summary>What every entry about an invoice names.</summary>
    internal static PostingFacts Of(Work work, Invoice invoice, string? memo = null) => new()
    {
        LegalEntityId = invoice.LegalEntityId,
        Currency = invoice.Currency,
        PostingKey = "",
        EffectiveAt = work.Now,
        Amounts = new(),
        Trace = new TraceKeys
        {
            ContractId = invoice.ContractId,
            PlanItemId = invoice.PlanItemId,
            MilestoneId = invoice.MilestoneId,
            InvoiceId = invoice.Id,
            RequestId = work.RequestId,
            Memo = memo,
        },
    };
}
