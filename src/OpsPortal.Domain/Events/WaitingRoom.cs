using NodaTime;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Domain.Events;

/// <summary>What came before its prerequisite waits; when its rail's window has passed it becomes an exception.</summary>
public static class WaitingRoom
{
    private static readonly Duration First = Duration.FromSeconds(2);
    private static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>When the event is looked at next, or null when the window of its rail has passed since it was received. Looks
    /// grow rarer.</summary>
    public static Instant? NextLook(Rail rail, Instant receivedAt, int looks, Instant now)
    {
        var end = Rails.ExpectedBy(rail, receivedAt);
        if (now >= end)
            return null;
        var delay = Duration.Min(First * Math.Pow(2, Math.Min(looks, 11)), Longest);
        return Instant.Min(now + delay, end);
    }
}
