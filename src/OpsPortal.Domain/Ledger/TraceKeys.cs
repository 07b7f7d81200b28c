using OpsPortal.Domain.Shared;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Domain.Ledger;

/// <summary>The references that an entry carries, so that every step can be followed from any of them.</summary>
public sealed record TraceKeys
{
    public ContractId? ContractId { get; init; }

    public PlanItemId? PlanItemId { get; init; }

    public MilestoneId? MilestoneId { get; init; }

    public InvoiceId? InvoiceId { get; init; }

    public CreditNoteId? CreditNoteId { get; init; }

    public ReceiptId? ReceiptId { get; init; }

    public ApplicationId? ApplicationId { get; init; }

    /// <summary>The provider's or bank's own reference of the object, such as <c>pi_123</c> or a bank line.</summary>
    public string? ProviderObject { get; init; }

    public string? EventId { get; init; }

    public string? RequestId { get; init; }

    public BatchId? BatchId { get; init; }

    public PayoutItemId? PayoutItemId { get; init; }

    public DisputeId? DisputeId { get; init; }

    public HoldId? HoldId { get; init; }

    public ReserveId? ReserveId { get; init; }

    /// <summary>The reason or other words for people; never bank or personal data.</summary>
    public string? Memo { get; init; }
}

/// <summary>A reference that a posting rule can demand.</summary>
public enum TraceKey
{
    Contract,
    PlanItem,
    Invoice,
    CreditNote,
    Payment,
    Application,
    ProviderReference,
    Batch,
    PayoutItem,
    Dispute,
    Hold,
    Reserve,
    BankAccount,
    Reason,
    ReversedEntry,
}

internal static class TraceKeyNames
{
    /// <summary>The reference in the words of the refusal.</summary>
    internal static string Words(this TraceKey key) => key switch
    {
        TraceKey.PlanItem => "plan item",
        TraceKey.CreditNote => "credit note",
        TraceKey.ProviderReference => "provider or bank reference",
        TraceKey.PayoutItem => "payout item",
        TraceKey.BankAccount => "bank account",
        TraceKey.ReversedEntry => "entry it reverses",
        TraceKey.Contract or TraceKey.Invoice or TraceKey.Payment or TraceKey.Application or TraceKey.Batch or TraceKey.Dispute
            or TraceKey.Hold or TraceKey.Reserve or TraceKey.Reason => key.ToString().ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    internal static bool IsGiven(this TraceKey key, PostingFacts facts) => key switch
    {
        TraceKey.Contract => facts.Trace.ContractId is not null,
        TraceKey.PlanItem => facts.Trace.PlanItemId is not null,
        TraceKey.Invoice => facts.Trace.InvoiceId is not null,
        TraceKey.CreditNote => facts.Trace.CreditNoteId is not null,
        TraceKey.Payment => facts.Trace.ReceiptId is not null,
        TraceKey.Application => facts.Trace.ApplicationId is not null,
        TraceKey.ProviderReference => !string.IsNullOrWhiteSpace(facts.Trace.ProviderObject),
        TraceKey.Batch => facts.Trace.BatchId is not null,
        TraceKey.PayoutItem => facts.Trace.PayoutItemId is not null,
        TraceKey.Dispute => facts.Trace.DisputeId is not null,
        TraceKey.Hold => facts.Trace.HoldId is not null,
        TraceKey.Reserve => facts.Trace.ReserveId is not null,
        TraceKey.BankAccount => facts.BankAccountId is not null,
        TraceKey.Reason => !string.IsNullOrWhiteSpace(facts.Trace.Memo),
        TraceKey.ReversedEntry => facts.ReversalOf is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
