using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash;

/// <summary>Who told us: the event or the request that an entry is traced back to.</summary>
internal sealed record CashSource(string? EventId, string RequestId, Instant At);

/// <summary>The ledger's facts of what happens to a receipt. Which accounts they touch is for the posting rules to say.</summary>
internal static class CashFacts
{
    public static Account Held(Receipt receipt) => receipt.IsSettled ? Account.HeldSettled : Account.HeldPending;

    public static EntryDraft Taken(Receipt receipt, CashSource source) =>
        Draft(EventFamily.PaymentSucceeded, Of(receipt, source) with
    {
        PostingKey = PostingKeys.Payment(receipt.Provider, receipt.ProviderReference),
        Amounts = new PostingAmounts { A = receipt.AmountMinor },
    });

    public static EntryDraft Applied(Receipt receipt, Invoice invoice, ApplicationId id, long minor,
        IReadOnlyList<PayeePart> parts, CashSource source) =>
        Draft(EventFamily.CashApplied, OnInvoice(receipt, invoice, id, source) with
        {
            PostingKey = PostingKeys.Applied(id),
            Amounts = new PostingAmounts { A = minor },
            Parts = parts,
            Held = Held(receipt),
        });

    public static EntryDraft Unapplied(Receipt receipt, Invoice invoice, ApplicationId id, long minor,
        IReadOnlyList<PayeePart> parts, CashSource source) =>
        Draft(EventFamily.CashUnapplied, OnInvoice(receipt, invoice, id, source) with
        {
            PostingKey = PostingKeys.Unapplied(id),
            Amounts = new PostingAmounts { A = minor },
            Parts = parts,
        });

    /// <summary>A small difference given up or taken back, with what payees lose or are owed again of it.</summary>
    public static EntryDraft Tolerance(EventFamily family, string key, Receipt receipt, Invoice invoice, long minor,
        IReadOnlyList<PayeePart> parts, string reason, CashSource source)
    {
        var facts = Of(receipt, source);
        return Draft(family, facts with
        {
            PostingKey = key,
            Trace = facts.Trace with { InvoiceId = invoice.Id, ContractId = invoice.ContractId, Memo = reason },
            Amounts = new PostingAmounts { A = minor },
            Parts = parts,
        });
    }

    public static EntryDraft CreditTakenBack(Receipt receipt, Invoice invoice, ApplicationId id, long minor, CashSource source)
    {
        // The credit stands on the invoice, the unapplied cash on the payment.
        var facts = OnInvoice(receipt, invoice, id, source);
        return Draft(EventFamily.CustomerCreditTakenBack, facts with
        {
            PostingKey = PostingKeys.CreditTakenBack(id),
            Amounts = new PostingAmounts { A = minor },
        });
    }

    /// <summary>The receipt repays what a payee owes us.</summary>
    public static EntryDraft Repaid(
        Receipt receipt, Repayment repayment, RepaymentId id, string reason, CashSource source)
    {
        var facts = Of(receipt, source);
        return Draft(EventFamily.RecoveredByRepayment,
            repayment.On(facts with { Trace = facts.Trace with { Memo = reason } }, id));
    }

    public static EntryDraft Fee(Receipt receipt, long minor, Account cash, CashSource source) =>
        Draft(EventFamily.ProviderFeeCharged, Of(receipt, source) with
    {
        PostingKey = PostingKeys.ProviderFee(receipt.Provider, receipt.ProviderReference),
        Amounts = new PostingAmounts { A = minor },
        Cash = cash,
    });

    public static EntryDraft Available(Receipt receipt, long netMinor, IReadOnlyList<PayeePart> parts, CashSource source) =>
        Draft(EventFamily.FundsAvailable, Of(receipt, source) with
        {
            PostingKey = PostingKeys.FundsAvailable(receipt.Provider, receipt.ProviderReference),
            Amounts = new PostingAmounts { N = netMinor },
            Parts = parts,
        });

    public static EntryDraft Returned(Receipt receipt, long minor, CashPlace cash, CashSource source) =>
        Draft(EventFamily.PaymentReturned, Of(receipt, source) with
    {
        PostingKey = PostingKeys.PaymentReturned(receipt.Provider, $"{receipt.ProviderReference}:{receipt.ReturnedMinor}"),
        Amounts = new PostingAmounts { A = minor },
        Cash = cash.Account,
        BankAccountId = cash.BankAccountId,
    });

    /// <param name="unapplied">What of it comes off the unapplied part of the payment, or back to it.</param>
    public static EntryDraft Dispute(EventFamily step, Receipt receipt, DisputeCase dispute, long unapplied,
        IReadOnlyList<PayeePart> parts, CashSource source)
    {
        var facts = Of(receipt, source);
        return Draft(step, facts with
        {
            PostingKey = PostingKeys.Dispute(dispute.Provider, dispute.ProviderReference, step.ToString()),
            Trace = facts.Trace with { DisputeId = dispute.Id, ProviderObject = dispute.ProviderReference },
            Amounts = new PostingAmounts { A = dispute.AmountMinor, U = unapplied },
            Parts = parts,
        });
    }

    /// <summary>A draft from facts of our own making: a refusal here is a bug.</summary>
    public static EntryDraft Draft(EventFamily family, PostingFacts facts) => Must(PostingRules.Draft(family, facts));

    /// <summary>What was checked before against the same rows in this transaction: a refusal is a bug.</summary>
    public static EntryDraft Must(Outcome<EntryDraft> draft) =>
        draft.IsRefused ? throw new RefusedException(draft.Refusal) : draft.Value;

    private static PostingFacts OnInvoice(Receipt receipt, Invoice invoice, ApplicationId id, CashSource source)
    {
        var facts = Of(receipt, source);
        return facts with
        {
            Trace = facts.Trace with
            {
                InvoiceId = invoice.Id,
                ApplicationId = id,
                ContractId = invoice.ContractId,
                PlanItemId = invoice.PlanItemId,
                MilestoneId = invoice.MilestoneId,
            },
        };
    }

    private static PostingFacts Of(Receipt receipt, CashSource source) => new()
    {
        LegalEntityId = receipt.LegalEntityId,
        Currency = receipt.Currency,
        PostingKey = "",
        EffectiveAt = source.At,
        Amounts = new PostingAmounts(),
        Trace = new TraceKeys
        {
            ReceiptId = receipt.Id,
            ProviderObject = receipt.BankReference ?? receipt.ProviderReference,
            EventId = source.EventId,
            RequestId = source.RequestId,
        },
    };
}
