using System.Globalization;
using NodaTime.Text;

namespace OpsPortal.Components;

/// <summary>Moments and dates in words.</summary>
public static class WhenWords
{
    private static readonly LocalDatePattern IsoPattern = LocalDatePattern.Iso;
    private static readonly ZonedDateTimePattern ExactPattern =
        ZonedDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss z", DateTimeZoneProviders.Tzdb);

    public static string Iso(LocalDate date) => IsoPattern.Format(date);

    public static string Exact(Instant instant, string? zone) =>
        ExactPattern.Format(instant.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "UTC") ?? DateTimeZone.Utc));

    public static string Relative(Instant instant, Instant now)
    {
        var past = instant <= now;
        var distance = past ? now - instant : instant - now;
        if (distance < Duration.FromSeconds(45))
            return past ? "just now" : "in a moment";
        if (distance >= Duration.FromDays(30))
            return DayWords.Of(instant.InUtc().Date);
        var words = Length(distance);
        return past ? $"{words} ago" : $"in {words}";
    }

    /// <summary>A length of time in its largest fitting unit: "4 h", "12 days".</summary>
    public static string Length(Duration length) => length switch
    {
        _ when length < Duration.FromMinutes(90) => Count(length.TotalMinutes, "min", "min"),
        _ when length < Duration.FromHours(36) => Count(length.TotalHours, "h", "h"),
        _ => Count(length.TotalDays, "day", "days"),
    };

    private static string Count(double amount, string one, string many)
    {
        var whole = Math.Max(1, (long)Math.Round(amount, MidpointRounding.AwayFromZero));
        return string.Create(CultureInfo.InvariantCulture, $"{whole} {(whole == 1 ? one : many)}");
    }
}
