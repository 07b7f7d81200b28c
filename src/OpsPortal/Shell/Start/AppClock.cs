namespace OpsPortal;

/// <summary>The clock of the app. It shows the true time unless demo history or a test has set it.</summary>
internal sealed class AppClock : IClock
{
    private readonly Lock gate = new();
    private Instant? pinned;

    public Instant GetCurrentInstant()
    {
        lock (gate) return pinned ?? SystemClock.Instance.GetCurrentInstant();
    }

    /// <summary>Stops the clock at the instant; <see cref="Release"/> lets it run again.</summary>
    public void Set(Instant instant)
    {
        lock (gate) pinned = instant;
    }

    public void Advance(Duration by)
    {
        lock (gate) pinned = (pinned ?? SystemClock.Instance.GetCurrentInstant()) + by;
    }

    public void Release()
    {
        lock (gate) pinned = null;
    }
}
