using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>Reads a provider's own words. One for each provider; the same body always gives the same event.</summary>
internal interface IProviderEventReader
{
    string Provider { get; }

    /// <param name="deliveredId">The event id of the delivery's headers; null where the provider writes it into the body.</param>
    Outcome<ProviderEvent> Read(string? deliveredId, ReadOnlyMemory<byte> body);
}
