using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>A delivery whose signature is good, before it is stored.</summary>
/// <param name="Event">What it means; null where it cannot be read.</param>
/// <param name="Unreadable">Why the body is no JSON; such a delivery is kept as a dead letter.</param>
internal sealed record IncomingEvent(
    string Provider, string EventId, string Type, string Body, string Headers, Instant ReceivedAt, ProviderEvent? Event,
    Refusal? Unreadable);

/// <summary>What became of a delivery.</summary>
internal enum IntakeAnswer
{
    Stored,
    Duplicate,

    /// <summary>Too much waits; the provider shall come again.</summary>
    Busy,
    Failed,
}
