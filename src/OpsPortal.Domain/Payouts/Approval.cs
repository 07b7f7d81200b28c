using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>One person's signature under one content of a batch. Kept for ever; it counts only for its revision and
/// hash.</summary>
public sealed class Approval
{
    private Approval()
    {
    }

    public ApprovalId Id { get; private set; }

    public BatchId BatchId { get; private set; }

    public int ContentRevision { get; private set; }

    public string ContentHash { get; private set; } = "";

    public PersonId PersonId { get; private set; }

    public string PersonName { get; private set; } = "";

    /// <summary>The roles held at that moment, in words.</summary>
    public string Roles { get; private set; } = "";

    public Instant StepUpAt { get; private set; }

    public Instant ApprovedAt { get; private set; }

    public int ShownCount { get; private set; }

    public long ShownTotalMinor { get; private set; }

    internal static Approval Of(PayoutBatch batch, ApproverFact approver, Instant now) => new()
    {
        Id = approver.Approval,
        BatchId = batch.Id,
        ContentRevision = batch.ContentRevision,
        ContentHash = batch.ContentHash ?? "",
        PersonId = approver.Person,
        PersonName = approver.Name,
        Roles = approver.Roles,
        StepUpAt = approver.StepUpAt,
        ApprovedAt = now,
        ShownCount = batch.PayoutCount,
        ShownTotalMinor = batch.TotalMinor,
    };
}

/// <summary>Who approves, as the server knows it, and what was on the screen.</summary>
public sealed record ApproverFact(ApprovalId Approval, PersonId Person, string Name, string Roles)
{
    public required Instant StepUpAt { get; init; }

    /// <summary>The policy versions that began lately; their makers do not sign yet.</summary>
    public required IReadOnlyCollection<PolicyMade> NewPolicies { get; init; }

    /// <summary>The hash that was shown to the person.</summary>
    public required string ShownHash { get; init; }
}
