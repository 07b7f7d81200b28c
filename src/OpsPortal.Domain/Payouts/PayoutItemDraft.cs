using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>What a builder puts into a batch for one payee.</summary>
public sealed record PayoutItemDraft(PayoutItemId Id, PayeeId Payee, string PayeeName, long AmountMinor)
{
    public required AccountSnapshot Account { get; init; }

    public required IReadOnlyList<PayoutSourceDraft> Sources { get; init; }

    public required string Key { get; init; }

    public string Reference { get; init; } = "";

    public DecisionId? Decision { get; init; }

    public bool IsNewPayee { get; init; }

    public bool IsAccountChanged { get; init; }

    public bool IsUnusual { get; init; }
}

/// <summary>The bank details of a payee at one moment.</summary>
public sealed record AccountSnapshot(PayeeAccountId Id, int Version, string Masked, string Digest, PersonId? EditedBy);
