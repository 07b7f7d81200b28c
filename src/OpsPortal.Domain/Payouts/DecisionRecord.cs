using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>Why the gate was asked.</summary>
public enum DecisionOccasion
{
    Evaluation,
    Build,
    Submission,
    Transmission,
}

/// <summary>A stored answer of the release gate, with every failed condition and the policy version; never changed.</summary>
public sealed class DecisionRecord
{
    private DecisionRecord()
    {
    }

    public DecisionId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ContractId ContractId { get; private set; }

    public InvoiceId InvoiceId { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public ProgramId ProgramId { get; private set; }

    public MarketId MarketId { get; private set; }

    public Currency Currency { get; private set; }

    public long EligibleMinor { get; private set; }

    public long SettledMinor { get; private set; }

    public long PendingMinor { get; private set; }

    public ReleaseTier Tier { get; private set; }

    public IReadOnlyList<FailedCondition> Conditions { get; private set; } = [];

    public int PolicyVersion { get; private set; }

    public DecisionOccasion Occasion { get; private set; }

    public BatchId? BatchId { get; private set; }

    /// <summary>The person on whose behalf the gate was asked, or null for a job.</summary>
    public PersonId? AskedBy { get; private set; }

    public Instant DecidedAt { get; private set; }

    public static DecisionRecord Of(DecisionId id, PayableFacts facts, ReleaseDecision decision,
        DecisionCircumstance circumstance) => new()
    {
        Id = id, LegalEntityId = facts.LegalEntity, ContractId = facts.Contract, InvoiceId = facts.Invoice,
            PayeeId = facts.Payee,
        ProgramId = facts.Program, MarketId = facts.Market, Currency = facts.Currency, EligibleMinor = decision.EligibleMinor,
        SettledMinor = facts.Funds.SettledMinor, PendingMinor = facts.Funds.PendingMinor, Tier = decision.Tier,
            Conditions = decision.Conditions,
        PolicyVersion = circumstance.PolicyVersion, Occasion = circumstance.Occasion, BatchId = circumstance.Batch,
        AskedBy = circumstance.AskedBy, DecidedAt = circumstance.At,
    };
}

/// <summary>When, why and under which policy the gate was asked.</summary>
public sealed record DecisionCircumstance(DecisionOccasion Occasion, int PolicyVersion, PersonId? AskedBy, Instant At)
{
    public BatchId? Batch { get; init; }
}
