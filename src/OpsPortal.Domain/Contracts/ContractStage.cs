using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

public enum StageKind
{
    ProposalAccepted,
    PaymentMethodCollected,
    InvoiceIssued,
    CollectionAttempt,
    PaymentConfirmed,
    PayoutDecided,
}

/// <summary>A step on the way from proposal to cash, with the artefact that proves it. Written once.</summary>
public sealed class ContractStage
{
    private ContractStage()
    {
    }

    public Guid Id { get; private set; }

    public ContractId ContractId { get; private set; }

    public StageKind Kind { get; private set; }

    /// <summary>What proves it: a snapshot hash, an invoice number, a provider reference, a decision.</summary>
    public string Artefact { get; private set; } = "";

    public Instant At { get; private set; }

    public static ContractStage Record(Guid id, ContractId contract, StageKind kind, string artefact, Instant at) =>
        new() { Id = id, ContractId = contract, Kind = kind, Artefact = artefact, At = at };
}
