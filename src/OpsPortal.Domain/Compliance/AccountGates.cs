using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

/// <summary>The gates that speak of a payee's bank details. A decision about one of them holds for the version of the details
/// that it was given for; with another version the gate is undecided again.</summary>
public static class AccountGates
{
    public static IReadOnlyList<GateKind> All { get; } = [GateKind.HolderName, GateKind.ProviderCapability];

    public static bool Has(GateKind gate) => All.Contains(gate);

    /// <summary>Whether a decision about the gate, given for one version of the details, counts where another may be in
    /// use.</summary>
    public static bool Counts(GateKind gate, int? decidedFor, int? inUse) =>
        !Has(gate) || (decidedFor is not null && decidedFor == inUse);

    /// <summary>Why the decision is not taken: a person decides about the details in use, a source's fact may also be about
    /// earlier ones, and nobody decides about details that are not on record.</summary>
    public static Refusal? WhyNot(GateDecision decision, int? inUse) => decision.AccountVersion switch
    {
        _ when !Has(decision.Kind) => null,
        _ when inUse is null => ComplianceRefusals.NoAccount(decision.Kind),
        null => ComplianceRefusals.OtherAccount(decision.Kind, inUse.Value),
        { } version when version > inUse || (version < inUse && decision.DecidedBy is not null) =>
            ComplianceRefusals.OtherAccount(decision.Kind, inUse.Value),
        _ => null,
    };
}
