using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Bills stages, credits, voids and refunds. Each act says whether it was possible.</summary>
internal static class BillingDesk
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    public static bool Issue(Business business, Dice dice)
    {
        var deal = dice.Pick(business.Deals);
        var open = deal.Plan.Where(stage => stage.State != PlanItemState.Billed).ToList();
        return open.Count > 0 && Issue(business, deal, open[0]);
    }

    public static bool Issue(Business business, Deal deal, PlanItem stage)
    {
        if (StageReadiness.IsLast(stage, deal.Plan) && deal.Advances.Any(advance => advance.OpenMinor > 0))
            return false;
        var amounts = InvoiceAmounts.Of(deal.Contract, deal.Contract.Current, stage, Stand(deal));
        var invoice = Invoice.Draft(
            business.NewId<InvoiceId>(), new InvoiceBasis(deal.Contract, deal.Contract.Current, stage, null, amounts));
        if (stage.State == PlanItemState.Waiting)
            Business.Must(stage.MakeBillable(business.Now));
        Business.Must(invoice.Issue($"DE-{invoice.Id.Value:N}", default, business.Now, Today, Today));
        Business.Must(stage.Lock(invoice.Id));
        Post(business, deal, invoice);
        deal.Invoices.Add(invoice);
        return true;
    }

    public static bool Credit(Business business, Dice dice)
    {
        var possible = business.Invoices.Where(invoice => invoice.State is not (InvoiceState.Void or InvoiceState.Closed)
            && MostToCredit(business, invoice) > 0).ToList();
        if (possible.Count == 0)
            return false;
        var invoice = dice.Pick(possible);
        var (minor, before, collected) =
            (dice.UpTo(MostToCredit(business, invoice)), invoice.CreditedMinor, invoice.CreditedCollectedMinor);
        var taken = Math.Max(0, minor - invoice.OpenMinor);
        var lost = Positions.TakeBack(business.Books, null, Collection.Moved(invoice, business.DealOf(invoice).Invoices, -taken));
        Business.Must(invoice.Credit(minor));
        var parts = CreditParts.Of(invoice, before, minor);
        var note = CreditNote.Of(
            business.NewId<CreditNoteId>(), "CN", invoice, parts, invoice.CreditedCollectedMinor - collected, "Agreed", default,
            business.Now);
        business.Notes.Add(note);
        Post(business, invoice, note, parts);
        if (note.CollectedMinor == 0 && lost.Count == 0)
            return true;
        business.Count(invoice.LegalEntityId, invoice.Currency, lost, -1);
        business.Post(EventFamily.CreditedCollected,
            OfNote(business, invoice, note, PostingKeys.CreditNoteOnCollected(note.Id)) with
        {
            Amounts = new() { A = note.CollectedMinor }, Parts = lost,
        });
        return true;
    }

    public static bool Void(Business business, Dice dice)
    {
        var possible = business.Invoices.Where(invoice => invoice is
            { State: InvoiceState.Open, AppliedMinor: 0, ClearedMinor: 0, CreditedMinor: 0 }
            && MostToCredit(business, invoice) == invoice.OpenMinor).ToList();
        if (possible.Count == 0)
            return false;
        var invoice = dice.Pick(possible);
        Business.Must(invoice.Void("Issued in error"));
        Business.Must(business.DealOf(invoice).Plan.Single(stage => stage.Id == invoice.PlanItemId).Unlock());
        var issued = business.Books.Entry(invoice.LegalEntityId, PostingKeys.InvoiceIssued(invoice.Id));
        business.Post(Business.Must(Reversal.Of(issued, business.Now, "Issued in error", null, EventFamily.InvoiceVoided)));
        return true;
    }

    public static bool Refund(Business business, Dice dice)
    {
        var possible = business.Notes.Where(note => note.RefundableMinor > 0).ToList();
        if (possible.Count == 0)
            return false;
        var note = dice.Pick(possible);
        var reference = $"re_{business.Refunds.Count}";
        business.Refunds.Add(Business.Must(OpsPortal.Domain.Invoicing.Refund.Of(
            business.NewId<RefundId>(), note, dice.UpTo(note.RefundableMinor),
            business.Applications.First(application => application.InvoiceId == note.InvoiceId).ReceiptId, "test", reference,
            null, business.Now)));
        return true;
    }

    /// <summary>A refund goes through, fails, or fails after it had gone through.</summary>
    public static bool EndRefund(Business business, Dice dice)
    {
        var possible = business.Refunds.Where(refund => refund.State is RefundState.Pending or RefundState.Succeeded).ToList();
        if (possible.Count == 0)
            return false;
        var refund = dice.Pick(possible);
        var note = business.Notes.Single(given => given.Id == refund.CreditNoteId);
        var paid = refund.State == RefundState.Succeeded;
        var succeeds = !paid && !dice.Once(3);
        Business.Must(succeeds ? refund.Succeed(business.Now) : refund.Fail(note, "Account closed", business.Now));
        if (!succeeds && !paid)
            return true;
        var key = succeeds
            ? PostingKeys.Refund(refund.Provider, refund.ProviderReference)
            : PostingKeys.RefundFailed(refund.Provider, refund.ProviderReference);
        var facts = OfNote(business, business.InvoiceOf(refund.InvoiceId), note, key);
        business.Post(succeeds ? EventFamily.RefundPaid : EventFamily.RefundFailed, facts with
        {
            Trace = facts.Trace with { ProviderObject = refund.ProviderReference },
            Amounts = new() { A = refund.AmountMinor }, Cash = Account.ProviderAvailable,
        });
        return true;
    }

    /// <summary>A down payment is credited only as far as no stage has cleared it.</summary>
    private static long MostToCredit(Business business, Invoice invoice) => BillingPlan.IsAdvance(invoice.Kind)
        ? Math.Min(invoice.OpenMinor, invoice.GrossMinor - invoice.CreditedMinor
            - business.DealOf(invoice).ClearedFrom(invoice).Sum(part => part.GrossMinor))
        : invoice.GrossMinor - invoice.ClearedMinor - invoice.CreditedMinor;

    private static AdvanceStand Stand(Deal deal) => new(
        [.. deal.Advances.Select(advance => AdvanceOf(deal, advance)).Where(advance => advance.StandingMinor > 0)],
        deal.Plan.Where(item => !BillingPlan.IsAdvance(item.Kind)).Sum(item => item.AmountMinor),
        deal.Stages.Sum(invoice => invoice.GrossMinor));

    private static Advance AdvanceOf(Deal deal, Invoice invoice)
    {
        var cleared = deal.ClearedFrom(invoice);
        return new Advance(
            invoice.Id, invoice.GrossMinor, invoice.TaxMinor, invoice.AppliedMinor, cleared.Sum(part => part.GrossMinor),
            cleared.Sum(part => part.TaxMinor))
        {
            WithdrawnMinor = invoice.CreditedMinor + invoice.WrittenOffMinor,
        };
    }

    private static void Post(Business business, Deal deal, Invoice invoice)
    {
        var facts = OfInvoice(business, invoice, PostingKeys.InvoiceIssued(invoice.Id));
        if (BillingPlan.IsAdvance(invoice.Kind))
        {
            business.Post(EventFamily.DownPaymentInvoiced, facts with
            {
                Amounts = new() { D = invoice.GrossMinor, Vd = invoice.TaxMinor },
            });
            return;
        }

        var family = PostingRules.InvoiceFamily(
            invoice.Seller == SellerOfRecord.Platform, invoice.TaxLiability == TaxLiability.Entity);
        business.Post(family, facts with
        {
            Amounts = new()
            {
                G = invoice.GrossMinor, P = invoice.PayeeMinor, F = invoice.FeeMinor, V = invoice.TaxMinor,
                C = invoice.ClearedMinor, Vc = invoice.ClearedTaxMinor, Vf = invoice.FeeTaxMinor,
            },
            Parts = [.. invoice.Shares.Select(share => new PayeePart(share.PayeeId, share.AmountMinor, invoice.Id))],
            Deposits = [.. (invoice.ClearedFrom ?? [])
                .Select(part => new DepositPart(part.Advance, part.GrossMinor - part.TaxMinor))],
        });
        var funded = ClearedParts(business, deal, invoice);
        if (funded.Count == 0)
            return;
        business.Count(invoice.LegalEntityId, invoice.Currency, funded, 1);
        business.Post(EventFamily.DownPaymentCleared, facts with
        {
            PostingKey = PostingKeys.DownPaymentCleared(invoice.Id), Parts = funded,
        });
    }

    /// <summary>Which payments the cleared down payment came from, oldest first after what earlier invoices cleared.</summary>
    private static List<PayeePart> ClearedParts(Business business, Deal deal, Invoice invoice)
    {
        var parts = new List<PayeePart>();
        long start = 0;
        foreach (var cleared in invoice.ClearedFrom ?? [])
        {
            var (wanted, used) = (start + cleared.GrossMinor, deal.ClearedFrom(cleared.Advance).Sum(part => part.GrossMinor));
            foreach (var paid in business.Applications.Where(a => !a.IsReversed && a.InvoiceId == cleared.Advance))
            {
                var end = Math.Min(wanted, start + Math.Max(0, paid.AmountMinor - used));
                used = Math.Max(0, used - paid.AmountMinor);
                var receipt = business.Receipts.Single(r => r.Id == paid.ReceiptId);
                parts.AddRange(Parts(invoice, start, end).Select(part => part with
                {
                    InvoiceId = invoice.Id, ReceiptId = receipt.Id, Sits = CashDesk.Held(receipt),
                }));
                start = end;
            }
        }

        return parts;
    }

    private static IEnumerable<PayeePart> Parts(Invoice invoice, long start, long end) => Allocation.Of(
            invoice.GrossMinor, start, end, [.. invoice.Shares.Select(share => (share.PayeeId, share.AmountMinor))],
            invoice.FeeMinor, invoice.TaxMinor)
        .Payees.Where(part => part.Minor != 0);

    private static void Post(Business business, Invoice invoice, CreditNote note, CreditParts parts)
    {
        var facts = OfNote(business, invoice, note, PostingKeys.CreditNote(note.Id));
        if (BillingPlan.IsAdvance(invoice.Kind))
        {
            business.Post(EventFamily.CreditedDownPayment, facts with
            {
                Amounts = new() { A = parts.AmountMinor, V = parts.TaxMinor },
            });
            return;
        }

        business.Post(
            PostingRules.CreditFamily(invoice.Seller == SellerOfRecord.Platform, invoice.TaxLiability == TaxLiability.Entity),
            facts with
            {
                Amounts = new()
                {
                    A = parts.AmountMinor, P = parts.PayeeMinor, F = parts.FeeMinor, V = parts.TaxMinor, Vf = parts.FeeTaxMinor,
                },
                Parts = [.. parts.Payees.Select(part => new PayeePart(part.Payee, part.Minor, invoice.Id))],
            });
    }

    private static PostingFacts OfNote(Business business, Invoice invoice, CreditNote note, string key)
    {
        var facts = OfInvoice(business, invoice, key);
        return facts with { Trace = facts.Trace with { CreditNoteId = note.Id, Memo = note.Reason } };
    }

    private static PostingFacts OfInvoice(Business business, Invoice invoice, string key) => business.Facts(
        invoice.LegalEntityId, invoice.Currency, key, new TraceKeys
        {
            ContractId = invoice.ContractId, PlanItemId = invoice.PlanItemId, InvoiceId = invoice.Id,
        });
}
