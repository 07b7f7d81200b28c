using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Events;

/// <summary>A provider's event in this system's words. Amounts in minor units; times are the provider's time of
/// occurrence.</summary>
public sealed record ProviderEvent
{
    public required string Provider { get; init; }

    /// <summary>The provider's id of the event: with <see cref="Provider"/> it is unique for ever.</summary>
    public required string EventId { get; init; }

    public required ProviderEventKind Kind { get; init; }

    /// <summary>The provider's own word for the kind.</summary>
    public required string Type { get; init; }

    public required Instant OccurredAt { get; init; }

    /// <summary>The provider's id of what the event is about: payment, dispute, sweep or payout.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The payment that a refund, return, dispute or settlement belongs to; the payment itself for its own
    /// events.</summary>
    public string PaymentReference { get; init; } = "";

    public Rail Rail { get; init; } = Rail.Card;

    /// <summary>What moved, or for refunds and returns what has been taken back in total so far.</summary>
    public long AmountMinor { get; init; }

    public long FeeMinor { get; init; }

    public Currency? Currency { get; init; }

    public string? InvoiceNumber { get; init; }

    /// <summary>Who paid, where the provider says so.</summary>
    public string? PayerName { get; init; }

    /// <summary>What the payment was for in the payer's words, where the provider says so.</summary>
    public string? Remittance { get; init; }

    public string? LegalEntityCode { get; init; }

    /// <summary>When the provider lets us use the money, where it says so.</summary>
    public Instant? AvailableAt { get; init; }

    /// <summary>Dispute closed: whether we won.</summary>
    public bool Won { get; init; }

    /// <summary>Dispute closed: how it ended in words that are not understood; null where they are.</summary>
    public string? UnknownOutcome { get; init; }

    /// <summary>Dispute opened or closed: it is an inquiry, and no money moves.</summary>
    public bool IsInquiry { get; init; }

    /// <summary>Until when an answer to a dispute is due.</summary>
    public Instant? DueBy { get; init; }

    /// <summary>Failure code, return code or dispute reason, in the provider's words.</summary>
    public string? Reason { get; init; }

    /// <summary>Payout items: our key of the instruction, made once and for ever.</summary>
    public string? InstructionKey { get; init; }
}
