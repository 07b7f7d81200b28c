namespace OpsPortal.Events;

/// <summary>How far a provider's own list of events has been compared with the inbox.</summary>
internal sealed class EventListMark
{
    private EventListMark()
    {
    }

    public EventListMark(string provider, Instant through) => (Provider, CheckedThrough) = (provider, through);

    public string Provider { get; private set; } = "";

    /// <summary>Everything that the provider listed up to here is in the inbox.</summary>
    public Instant CheckedThrough { get; private set; }

    public Instant? LastFetchedAt { get; private set; }

    public int Fetched { get; private set; }

    public int Revision { get; private set; }

    public void Advance(Instant through, int fetched, Instant now)
    {
        CheckedThrough = Instant.Max(CheckedThrough, through);
        Fetched += fetched;
        LastFetchedAt = fetched > 0 ? now : LastFetchedAt;
    }
}
