using NodaTime;

namespace OpsPortal.Domain.Shared;

/// <summary>Calendar days as a company counts them: in its own time zone.</summary>
public static class CalendarDays
{
    /// <summary>The day that an instant falls on in a zone of the tz database, such as Europe/Berlin.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static LocalDate DayIn(this Instant instant, string zone) => instant.InZone(DateTimeZoneProviders.Tzdb[zone]).Date;

    /// <summary>The instant at which a day ends in a zone of the tz database: what is due on that day is late from then
    /// on.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static Instant EndIn(this LocalDate day, string zone) =>
        day.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[zone]).ToInstant();
}
