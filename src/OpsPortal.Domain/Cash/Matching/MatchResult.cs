namespace OpsPortal.Domain.Cash.Matching;

public enum MatchDecision
{
    /// <summary>Nothing points at an invoice.</summary>
    None,

    /// <summary>A person decides among the candidates.</summary>
    Suggested,

    /// <summary>Certain and unique: it may be posted without a person.</summary>
    Automatic,
}

/// <summary>A part of a payment that pays an invoice.</summary>
/// <param name="AmountMinor">Below zero where a credit note is used up.</param>
/// <param name="DifferenceMinor">What the payment is short of and the policy or a known fee explains.</param>
public readonly record struct MatchAllocation(string InvoiceId, long AmountMinor, long DifferenceMinor = 0);

/// <summary>One piece of evidence as it was weighed: how much of it there was (0 to 1) and what its weight is.</summary>
public readonly record struct MatchEvidence(MatchFeature Feature, double Value, double Weight);

/// <summary>One way to use a payment, with the evidence for and against it.</summary>
public sealed record MatchCandidate(
    IReadOnlyList<MatchAllocation> Allocations, MatchRule Rule, double Score, IReadOnlyList<MatchEvidence> Evidence)
{
    public IReadOnlyList<string> Reasons => [.. Evidence.Select(evidence => MatchFeatures.Says(evidence.Feature))];
}

/// <summary>What the engine found for one payment.</summary>
public sealed record MatchResult(string PaymentId, MatchDecision Decision, MatchRule Rule, double Score)
{
    /// <summary>What an automatic match posts, or what the first candidate proposes.</summary>
    public IReadOnlyList<MatchAllocation> Allocations { get; init; } = [];

    /// <summary>Why it was decided so, in sentences.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Best first.</summary>
    public IReadOnlyList<MatchCandidate> Candidates { get; init; } = [];
}
