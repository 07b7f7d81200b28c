using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>The last that is known of a payment which has not succeeded; by time of occurrence, never backwards.</summary>
internal sealed class PaymentAttempt
{
    private PaymentAttempt()
    {
    }

    public PaymentAttempt(string provider, string reference, ProviderEvent first)
    {
        Id = Guid.CreateVersion7();
        Provider = provider;
        Reference = reference;
        Kind = first.Kind;
        OccurredAt = first.OccurredAt;
        Reason = first.Reason;
    }

    public Guid Id { get; private set; }

    public string Provider { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public ProviderEventKind Kind { get; private set; }

    public Instant OccurredAt { get; private set; }

    public string? Reason { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Moves on unless the event is older than what is known.</summary>
    public bool Learn(ProviderEvent happened)
    {
        if (!OccurrenceOrder.Supersedes(happened.Kind, happened.OccurredAt, Kind, OccurredAt))
            return false;
        Kind = happened.Kind;
        OccurredAt = happened.OccurredAt;
        Reason = happened.Reason;
        return true;
    }
}
