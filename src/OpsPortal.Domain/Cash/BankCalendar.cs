using NodaTime;

namespace OpsPortal.Domain.Cash;

/// <summary>A settlement system's calendar: which days it works.</summary>
public enum BankCalendar
{
    /// <summary>Round the clock, every day of the year.</summary>
    EveryDay,

    /// <summary>Monday to Friday, whatever holidays a country keeps.</summary>
    Weekdays,

    /// <summary>The Federal Reserve Banks.</summary>
    FederalReserve,

    /// <summary>T2, the Eurosystem's settlement system, formerly TARGET2.</summary>
    Target2,

    /// <summary>Bank holidays in England and Wales.</summary>
    EnglandAndWales,
}

/// <summary>Counts in banking days of a calendar.</summary>
public static class BankingDays
{
    public static bool IsOpen(this BankCalendar calendar, LocalDate day) => calendar == BankCalendar.EveryDay
        || (!IsWeekend(day) && BankHolidays.NameOf(calendar, day) is null);

    /// <summary>The day itself where the calendar works on it, else the next on which it does.</summary>
    public static LocalDate OnOrAfter(this BankCalendar calendar, LocalDate day)
    {
        while (!calendar.IsOpen(day))
            day = day.PlusDays(1);
        return day;
    }

    /// <summary>So many banking days later. A closed start counts from its next open day.</summary>
    public static LocalDate Plus(this BankCalendar calendar, LocalDate day, int bankingDays)
    {
        day = calendar.OnOrAfter(day);
        for (var i = 0; i < bankingDays; i++)
            day = calendar.OnOrAfter(day.PlusDays(1));
        return day;
    }

    internal static bool IsWeekend(LocalDate day) => day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
}
