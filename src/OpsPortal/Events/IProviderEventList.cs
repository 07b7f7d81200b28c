namespace OpsPortal.Events;

/// <summary>One event as the provider lists it: its id, when it was made, and its body as a webhook would bring it.</summary>
internal sealed record ListedEvent(string EventId, Instant CreatedAt, string Body);

/// <summary>A page of the list, oldest first or latest first as the provider does; null when there is no further page.</summary>
internal sealed record ListedEvents(IReadOnlyList<ListedEvent> Events, string? Next);

/// <summary>A provider that can be asked which events it has made. An outage is an exception: the check is tried again.</summary>
internal interface IProviderEventList
{
    string Provider { get; }

    /// <summary>How long the provider keeps its list.</summary>
    Duration Kept { get; }

    /// <summary>False where no key or address is set up: then nothing is asked.</summary>
    bool IsSetUp { get; }

    Task<ListedEvents> ListAsync(Instant since, string? after, CancellationToken ct);
}
