using NodaTime;
using OpsPortal.Domain.Shared;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Domain.Cash;

/// <summary>What decided that a receipt pays an invoice.</summary>
public enum ApplicationRule
{
    /// <summary>The payment named the invoice's number exactly.</summary>
    ExactReference,

    /// <summary>A rule of the matching engine was certain.</summary>
    MatchedByRule,

    /// <summary>A person confirmed what the matching engine suggested.</summary>
    ConfirmedSuggestion,

    /// <summary>A person said so, with a reason.</summary>
    ByHand,

    /// <summary>What was left on the invoice after a part of the payment went back.</summary>
    KeptAfterReturn,
}

/// <summary>A part of a receipt that pays an invoice. Reversed, never deleted.</summary>
public sealed class Application
{
    private Application()
    {
    }

    public Application(
        ApplicationId id, ReceiptId receipt, InvoiceId invoice, long amountMinor, ApplicationRule rule, Instant at, PersonId? by,
        string? reason)
    {
        Id = id;
        ReceiptId = receipt;
        InvoiceId = invoice;
        AmountMinor = amountMinor;
        Rule = rule;
        AppliedAt = at;
        AppliedBy = by;
        Reason = reason;
    }

    public ApplicationId Id { get; private set; }

    public ReceiptId ReceiptId { get; private set; }

    public InvoiceId InvoiceId { get; private set; }

    public long AmountMinor { get; private set; }

    public ApplicationRule Rule { get; private set; }

    public Instant AppliedAt { get; private set; }

    /// <summary>The person, or null where a rule applied it.</summary>
    public PersonId? AppliedBy { get; private set; }

    public string? Reason { get; private set; }

    public Instant? ReversedAt { get; private set; }

    public string? ReversalReason { get; private set; }

    public int Revision { get; private set; }

    public bool IsReversed => ReversedAt is not null;

    public Outcome Reverse(Instant now, string reason)
    {
        if (IsReversed)
            return CashRefusals.ApplicationReversed;
        ReversedAt = now;
        ReversalReason = reason;
        return Outcome.Done;
    }
}
