using NodaTime;

namespace OpsPortal.Domain.Events;

/// <summary>
/// Events are put in order by the provider's time of occurrence, never by arrival; within one instant the kind decides.
/// A status is replaced only by a later one: it never moves backwards.
/// </summary>
public static class OccurrenceOrder
{
    public static int Compare(ProviderEvent left, ProviderEvent right)
    {
        var byTime = left.OccurredAt.CompareTo(right.OccurredAt);
        if (byTime != 0)
            return byTime;
        var byKind = left.Kind.CompareTo(right.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(left.EventId, right.EventId);
    }

    /// <summary>Whether an event of this kind and time may replace what was last known of its object.</summary>
    public static bool Supersedes(ProviderEventKind next, Instant nextAt, ProviderEventKind known, Instant knownAt) =>
        nextAt > knownAt || (nextAt == knownAt && next > known);
}
