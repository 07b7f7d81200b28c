using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>Ids of what a case is about; each may be absent.</summary>
public sealed record ExceptionLinks
{
    public LegalEntityId? LegalEntityId { get; init; }

    public ContractId? ContractId { get; init; }

    public MilestoneId? MilestoneId { get; init; }

    public InvoiceId? InvoiceId { get; init; }

    public ReceiptId? ReceiptId { get; init; }

    public PayeeId? PayeeId { get; init; }

    public BatchId? BatchId { get; init; }

    public PayoutItemId? PayoutItemId { get; init; }

    /// <summary>The provider's own event id or object id.</summary>
    public string? ProviderReference { get; init; }
}
