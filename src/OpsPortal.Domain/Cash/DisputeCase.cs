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
        DisputeId id, ReceiptId receipt, string provider, string reference, Money amount, string? reason, Instant openedAt,
        Instant? dueBy)
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

    /// <summary>
    /// How much of what payees hold of the payment is put aside: their part of the disputed amount, never more than was disputed
    /// and never more than each holds.
    /// </summary>
    /// <param name="paymentMinor">The whole payment.</param>
    /// <param name="heldMinor">What is held of it, position by position.</param>
    public IReadOnlyList<long> KeptBack(long paymentMinor, IReadOnlyList<long> heldMinor)
    {
        var held = heldMinor.Sum();
        return held == 0 ? heldMinor : SteadySplit.Split(Rounding.Divide((Int128)held * AmountMinor, paymentMinor), heldMinor);
    }

    /// <summary>Closes it; false when it was closed before.</summary>
    public bool Close(bool won, Instant at)
    {
        if (DisputeLifecycle.Next(State, won ? DisputeAction.Win : DisputeAction.Lose) is not { } next)
            return false;
        State = next;
        ClosedAt = at;
        return true;
    }
}
