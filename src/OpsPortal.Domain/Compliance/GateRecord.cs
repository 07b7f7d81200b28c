using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

/// <summary>
/// One decision about one gate of one payee. Decisions are never changed: a newer one takes over, and the older stays as
/// evidence.
/// </summary>
public sealed class GateRecord
{
    public const int EvidenceLimit = 300;
    public const int NoteLimit = 500;

    private GateRecord()
    {
    }

    public GateRecordId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public GateKind Kind { get; private set; }

    public GateOutcome Outcome { get; private set; }

    /// <summary>The version of the policy matrix that was in force when this was decided.</summary>
    public int PolicyVersion { get; private set; }

    /// <summary>Where the proof lies: a document name, a case number, a provider reference.</summary>
    public string Evidence { get; private set; } = "";

    public string Note { get; private set; } = "";

    /// <summary>The person who decided, or null where the provider or a job did.</summary>
    public PersonId? DecidedBy { get; private set; }

    /// <summary>Who decided, in words that outlive the person: a name or a source.</summary>
    public string DecidedByName { get; private set; } = "";

    public Instant DecidedAt { get; private set; }

    /// <summary>From here on the decision is stale and blocks; null where only the matrix' own age limit counts.</summary>
    public Instant? ExpiresAt { get; private set; }

    /// <summary>The version of the payee's bank details that was decided about; null where the gate does not speak of
    /// them.</summary>
    public int? AccountVersion { get; private set; }

    /// <param name="accountInUse">The version of the payee's bank details that would be paid; null where there are
    /// none.</param>
    public static Outcome<GateRecord> Decide(GateRecordId id, LegalEntityId entity, PayeeId payee, GateDecision decision,
        int? accountInUse, Instant now)
    {
        if (decision.Outcome is GateOutcome.Clear or GateOutcome.Failed && string.IsNullOrWhiteSpace(decision.Evidence))
            return ComplianceRefusals.EvidenceMissing(decision.Kind);
        if (decision.Evidence.Length > EvidenceLimit)
            return SharedRefusals.TooLong("Evidence", EvidenceLimit);
        if (decision.Note.Length > NoteLimit)
            return SharedRefusals.TooLong("Note", NoteLimit);
        if (decision.ExpiresAt <= now)
            return ComplianceRefusals.AlreadyExpired(decision.Kind);
        if (decision.Kind == GateKind.PayoutAccount)
            return ComplianceRefusals.AccountIsNotDecidedByHand;
        if (AccountGates.WhyNot(decision, accountInUse) is { } wrong)
            return wrong;
        return new GateRecord
        {
            Id = id,
            LegalEntityId = entity,
            PayeeId = payee,
            Kind = decision.Kind,
            Outcome = decision.Outcome,
            PolicyVersion = decision.PolicyVersion,
            Evidence = decision.Evidence,
            Note = decision.Note,
            DecidedBy = decision.DecidedBy,
            DecidedByName = decision.DecidedByName,
            DecidedAt = now,
            ExpiresAt = decision.ExpiresAt,
            AccountVersion = AccountGates.Has(decision.Kind) ? decision.AccountVersion : null,
        };
    }

    /// <summary>What the release gate needs to know of this decision.</summary>
    public GateFact ToFact() => new(Kind, Outcome, DecidedAt, ExpiresAt) { AccountVersion = AccountVersion };
}
