using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>Where a dispute stands.</summary>
public enum DisputeState
{
    Open,
    Won,
    Lost,
}

/// <summary>A payer's objection to a payment. The provider has taken the money until it is decided.</summary>
public sealed class DisputeCase
{
    private DisputeCase()
    {
    }

    public DisputeCase(
        DisputeId id, ReceiptId receipt, string provider, string reference, Money amount, string? reason, Instant openedAt, Instant? dueBy)
    {
        Id = id;
        ReceiptId = receipt;
        Provider = provider;
        ProviderReference = reference;
        AmountMinor = amount.Minor;
        Currency = amount.Currency;
        Reason = reason;
        OpenedAt = openedAt;
        DueBy = dueBy;
    }

    public DisputeId Id { get; private set; }

    public ReceiptId ReceiptId { get; private set; }

    public string Provider { get; private set; } = "";

    public string ProviderReference { get; private set; } = "";

    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public string? Reason { get; private set; }

    public Instant OpenedAt { get; private set; }

    /// <summary>Until when the provider takes our answer.</summary>
    public Instant? DueBy { get; private set; }

    public DisputeState State { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Closes it; false when it was closed before.</summary>
    public bool Close(bool won, Instant at)
    {
        if (State != DisputeState.Open)
            return false;
        State = won ? DisputeState.Won : DisputeState.Lost;
        ClosedAt = at;
        return true;
    }
}
