using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>Reads a provider's own words. One for each provider; the same body always gives the same event.</summary>
internal interface IProviderEventReader
{
    string Provider { get; }

    /// <param name="deliveredId">The event id of the delivery's headers; null where the provider writes it into the body.</param>
    Outcome<ProviderEvent> Read(string? deliveredId, ReadOnlyMemory<byte> body);
}

/// <summary>Reads what is stored by the reader of its provider.</summary>
internal static class ProviderEventReaders
{
    public static Outcome<ProviderEvent> Read(this IEnumerable<IProviderEventReader> readers, InboxEvent row) =>
        readers.Single(reader => reader.Provider == row.Provider).Read(row.EventId, InboxBody.Bytes(row.Body));

    /// <summary>Null where its body cannot be read.</summary>
    public static ProviderEvent? ReadOrNull(this IEnumerable<IProviderEventReader> readers, InboxEvent row) =>
        readers.Read(row) is { IsRefused: false } read ? read.Value : null;
}
