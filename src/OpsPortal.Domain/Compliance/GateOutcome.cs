namespace OpsPortal.Domain.Compliance;

/// <summary>What a decision about a gate said. Everything but <see cref="Clear"/> blocks.</summary>
public enum GateOutcome
{
    Unknown,
    Pending,
    Clear,
    Failed,
}
