using NodaTime;

namespace OpsPortal.Domain.Cash;

/// <summary>One coming window of a rail: until when it takes items along, and when it settles them; in the rail's zone.</summary>
public sealed record ComingWindow(LocalDateTime CutOff, LocalDateTime SettlesAt);

/// <summary>Reads a rail's clock forward from an instant.</summary>
public static class RailTimes
{
    /// <summary>The next windows, soonest first; none for a rail that works round the clock.</summary>
    public static IReadOnlyList<ComingWindow> Coming(RailClock clock, Instant from, int count)
    {
        var coming = new List<ComingWindow>();
        var local = from.InZone(DateTimeZoneProviders.Tzdb[clock.Zone]).LocalDateTime;
        if (clock.Windows.Count == 0)
            return coming;
        for (var day = clock.Calendar.OnOrAfter(local.Date); coming.Count < count; day = clock.Calendar.Plus(day, 1))
        {
            coming.AddRange(clock.Windows.Where(window => day + window.CutOff >= local)
                .Select(window => new ComingWindow(
                    day + window.CutOff, clock.Calendar.Plus(day, window.BankingDaysLater) + window.SettlesAt))
                .Take(count - coming.Count));
        }

        return coming;
    }

    internal static ComingWindow Next(RailClock clock, Instant from) => Coming(clock, from, 1)[0];

    internal static ZonedDateTime InZone(this LocalDateTime local, RailClock clock) =>
        DateTimeZoneProviders.Tzdb[clock.Zone].AtLeniently(local);
}
