namespace OpsPortal;

/// <summary>The clock of the app. It shows this machine's time unless demo history or a test has set it.</summary>
internal sealed class AppClock : IClock
{
    private readonly Lock gate = new();
    private Instant? pinned;

    /// <summary>The clock of this machine, which tests can make wrong.</summary>
    public IClock Machine { get; set; } = SystemClock.Instance;

    /// <summary>It stands still where somebody has set it.</summary>
    public bool IsSet
    {
        get
        {
            lock (gate) return pinned is not null;
        }
    }

    public Instant GetCurrentInstant()
    {
        lock (gate) return pinned ?? Machine.GetCurrentInstant();
    }

    /// <summary>Stops the clock at the instant; <see cref="Release"/> lets it run again.</summary>
    public void Set(Instant instant)
    {
        lock (gate) pinned = instant;
    }

    public void Advance(Duration by)
    {
        lock (gate) pinned = (pinned ?? Machine.GetCurrentInstant()) + by;
    }

    public void Release()
    {
        lock (gate) pinned = null;
    }
}
