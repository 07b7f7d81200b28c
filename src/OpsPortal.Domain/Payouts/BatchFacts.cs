using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

public sealed record BatchHeader(BatchId Id, string Number, LegalEntityId LegalEntity, Currency Currency)
{
    public required string Rail { get; init; }

    public required string Provider { get; init; }

    public required LocalDate ValueDate { get; init; }
}

/// <summary>What is true when a batch is submitted.</summary>
public sealed record SubmitFact(ApprovalContext Context, IReadOnlyList<BatchControl> Controls)
{
    /// <summary>Needed where an amount is far above what its payee usually gets.</summary>
    public string? UnusualNote { get; init; }
}

/// <summary>What is true, read in the releasing transaction, when a batch is transmitted.</summary>
public sealed record TransmitFact(PersonId Person, string ShownHash, ApprovalPolicy Policy, ApprovalContext Context)
{
    public required IReadOnlyList<BatchControl> Controls { get; init; }

    /// <summary>Of the people who signed, those who may still approve now.</summary>
    public required IReadOnlyCollection<PersonId> StillApprovers { get; init; }

    /// <summary>The policy versions that began lately; their makers' signatures do not count yet.</summary>
    public required IReadOnlyCollection<PolicyMade> NewPolicies { get; init; }

    public required Instant StepUpAt { get; init; }
}
