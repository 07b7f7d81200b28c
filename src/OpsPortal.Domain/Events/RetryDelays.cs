using NodaTime;

namespace OpsPortal.Domain.Events;

/// <summary>Eight attempts with growing delay, spread by the event's own id so that a broken hour does not come back as one
/// wave.</summary>
public static class RetryDelays
{
    public const int Attempts = 8;

    private static readonly Duration[] Delays =
    [
        Duration.FromSeconds(2), Duration.FromSeconds(10), Duration.FromSeconds(30), Duration.FromMinutes(2),
        Duration.FromMinutes(10), Duration.FromMinutes(30), Duration.FromHours(2),
    ];

    /// <summary>When to try again after this many failed attempts; null after the last: the event becomes a dead
    /// letter.</summary>
    public static Instant? Next(int failedAttempts, string eventId, Instant now)
    {
        if (failedAttempts >= Attempts)
            return null;
        var delay = Delays[failedAttempts - 1];
        return now + delay + (delay * (Spread(eventId) / 5.0));
    }

    private static double Spread(string eventId) =>
        eventId.Aggregate(17, (sum, c) => unchecked((sum * 31) + c) & 0xFFFF) / 65536.0;
}
