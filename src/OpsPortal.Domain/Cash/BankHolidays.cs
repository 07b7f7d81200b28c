using NodaTime;

namespace OpsPortal.Domain.Cash;

/// <summary>A day on which a calendar stands still.</summary>
public sealed record BankHoliday(LocalDate Day, string Name);

/// <summary>
/// Bank holidays by rule, so that no list runs out: the Federal Reserve's schedule, the closing days of T2, and the bank holidays
/// of England and Wales with those that a royal proclamation moved or added. Tests compare ten years with the published lists.
/// </summary>
public static class BankHolidays
{
    /// <summary>The Federal Reserve Banks first closed for it in 2022: in 2021 the day, signed into law two days before, was a
    /// Saturday.</summary>
    private const int JuneteenthSince = 2021;

    private static readonly BankHoliday[] Proclaimed =
    [
        new(new LocalDate(2020, 5, 8), "Early May bank holiday, moved to VE Day"),
        new(new LocalDate(2022, 6, 2), "Spring bank holiday, moved"),
        new(new LocalDate(2022, 6, 3), "Platinum Jubilee"),
        new(new LocalDate(2022, 9, 19), "State funeral of Queen Elizabeth II"),
        new(new LocalDate(2023, 5, 8), "Coronation of King Charles III"),
    ];

    /// <summary>The days that two of them were moved from.</summary>
    private static readonly LocalDate[] MovedAway = [new(2020, 5, 4), new(2022, 5, 30)];

    public static IReadOnlyList<BankHoliday> In(BankCalendar calendar, int year) => calendar switch
    {
        BankCalendar.FederalReserve => [.. FederalReserve(year)],
        BankCalendar.Target2 => [.. Target2(year)],
        BankCalendar.EnglandAndWales => [.. EnglandAndWales(year).OrderBy(holiday => holiday.Day)],
        _ => [],
    };

    public static string? NameOf(BankCalendar calendar, LocalDate day) =>
        In(calendar, day.Year).FirstOrDefault(holiday => holiday.Day == day)?.Name;

    /// <summary>Sunday of Easter by the Gregorian reckoning (Meeus, Jones and Butcher).</summary>
    public static LocalDate Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var week = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * week)) / 451;
        var day = moon + week - (7 * late) + 114;
        return new LocalDate(year, day / 31, (day % 31) + 1);
    }

    /// <summary>A holiday on a Sunday closes the Monday after; one on a Saturday closes no other day.</summary>
    private static IEnumerable<BankHoliday> FederalReserve(int year)
    {
        yield return Observed(year, 1, 1, "New Year's Day");
        yield return new(Nth(year, 1, IsoDayOfWeek.Monday, 3), "Martin Luther King Jr. Day");
        yield return new(Nth(year, 2, IsoDayOfWeek.Monday, 3), "Presidents' Day");
        yield return new(Last(year, 5, IsoDayOfWeek.Monday), "Memorial Day");
        if (year >= JuneteenthSince)
            yield return Observed(year, 6, 19, "Juneteenth");
        yield return Observed(year, 7, 4, "Independence Day");
        yield return new(Nth(year, 9, IsoDayOfWeek.Monday, 1), "Labor Day");
        yield return new(Nth(year, 10, IsoDayOfWeek.Monday, 2), "Columbus Day");
        yield return Observed(year, 11, 11, "Veterans Day");
        yield return new(Nth(year, 11, IsoDayOfWeek.Thursday, 4), "Thanksgiving Day");
        yield return Observed(year, 12, 25, "Christmas Day");
    }

    /// <summary>Six days; none is made up for when it falls on a weekend.</summary>
    private static IEnumerable<BankHoliday> Target2(int year)
    {
        yield return new(new LocalDate(year, 1, 1), "New Year's Day");
        yield return new(Easter(year).PlusDays(-2), "Good Friday");
        yield return new(Easter(year).PlusDays(1), "Easter Monday");
        yield return new(new LocalDate(year, 5, 1), "Labour Day");
        yield return new(new LocalDate(year, 12, 25), "Christmas Day");
        yield return new(new LocalDate(year, 12, 26), "Christmas Holiday");
    }

    /// <summary>A fixed day on a weekend is made up for on the next weekday that is not a holiday itself.</summary>
    private static IEnumerable<BankHoliday> EnglandAndWales(int year)
    {
        var (christmas, boxing) = new LocalDate(year, 12, 25).DayOfWeek switch
        {
            IsoDayOfWeek.Friday => (25, 28),
            IsoDayOfWeek.Saturday => (27, 28),
            IsoDayOfWeek.Sunday => (27, 26),
            _ => (25, 26),
        };
        var newYear = new LocalDate(year, 1, 1);
        BankHoliday[] byRule =
        [
            new(BankingDays.IsWeekend(newYear) ? newYear.Next(IsoDayOfWeek.Monday) : newYear, "New Year's Day"),
            new(Easter(year).PlusDays(-2), "Good Friday"),
            new(Easter(year).PlusDays(1), "Easter Monday"),
            new(Nth(year, 5, IsoDayOfWeek.Monday, 1), "Early May bank holiday"),
            new(Last(year, 5, IsoDayOfWeek.Monday), "Spring bank holiday"),
            new(Last(year, 8, IsoDayOfWeek.Monday), "Summer bank holiday"),
            new(new LocalDate(year, 12, christmas), "Christmas Day"),
            new(new LocalDate(year, 12, boxing), "Boxing Day"),
        ];
        return byRule.Where(holiday => !MovedAway.Contains(holiday.Day)).Concat(Proclaimed.Where(one => one.Day.Year == year));
    }

    private static BankHoliday Observed(int year, int month, int day, string name)
    {
        var date = new LocalDate(year, month, day);
        return date.DayOfWeek == IsoDayOfWeek.Sunday ? new(date.PlusDays(1), $"{name} (observed)") : new(date, name);
    }

    private static LocalDate Nth(int year, int month, IsoDayOfWeek weekday, int nth) =>
        new LocalDate(year, month, 1).PlusDays(-1).Next(weekday).PlusWeeks(nth - 1);

    private static LocalDate Last(int year, int month, IsoDayOfWeek weekday) =>
        new LocalDate(year, month, 1).PlusMonths(1).Previous(weekday);
}
