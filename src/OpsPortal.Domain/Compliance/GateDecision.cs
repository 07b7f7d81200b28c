using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

/// <summary>What is decided about one gate, by whom, on which evidence.</summary>
public sealed record GateDecision(GateKind Kind, GateOutcome Outcome, int PolicyVersion)
{
    public string Evidence { get; init; } = "";

    public string Note { get; init; } = "";

    public PersonId? DecidedBy { get; init; }

    public string DecidedByName { get; init; } = "";

    public Instant? ExpiresAt { get; init; }

    /// <summary>The version of the payee's bank details that is decided about; of no meaning to gates that do not speak of
    /// them.</summary>
    public int? AccountVersion { get; init; }
}

/// <summary>The last decision about a gate, as the release gate reads it.</summary>
public sealed record GateFact(GateKind Kind, GateOutcome Outcome, Instant DecidedAt, Instant? ExpiresAt)
{
    /// <summary>The version of the bank details that it was decided for.</summary>
    public int? AccountVersion { get; init; }
}
