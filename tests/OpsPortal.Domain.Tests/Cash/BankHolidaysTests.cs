using NodaTime;
using NodaTime.Text;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Domain.Tests.Cash;

[Trait("Requirement", "CSH-8")]
public sealed class BankHolidaysTests
{
    private static readonly LocalDatePattern MonthAndDay = LocalDatePattern.CreateWithInvariantCulture("MM-dd");

    public static TheoryData<int> Years => [.. Enumerable.Range(2018, 10)];

    [Theory]
    [MemberData(nameof(Years))]
    public void FederalReserve_IsAsPublished(int year) => Assert.Equal(
        PublishedHolidays.FederalReserve[year], Print(BankCalendar.FederalReserve, year, weekendsToo: false));

    [Theory]
    [MemberData(nameof(Years))]
    public void Target2_IsAsPublished(int year) => Assert.Equal(
        PublishedHolidays.Target2[year], Print(BankCalendar.Target2, year, weekendsToo: true));

    [Theory]
    [MemberData(nameof(Years))]
    public void EnglandAndWales_IsAsPublished(int year) => Assert.Equal(
        PublishedHolidays.EnglandAndWales[year], Print(BankCalendar.EnglandAndWales, year, weekendsToo: true));

    [Fact]
    public void Plus_OverEaster_CountsOpenDaysOnly()
    {
        var thursday = new LocalDate(2026, 4, 2);
        Assert.Equal(new LocalDate(2026, 4, 7), BankCalendar.Target2.Plus(thursday, 1));
        Assert.Equal(new LocalDate(2026, 4, 3), BankCalendar.FederalReserve.Plus(thursday, 1));
        Assert.Equal(new LocalDate(2026, 4, 3), BankCalendar.EveryDay.Plus(thursday, 1));
        Assert.Equal(new LocalDate(2026, 4, 8), BankCalendar.EnglandAndWales.Plus(new LocalDate(2026, 4, 4), 1));
    }

    private static string Print(BankCalendar calendar, int year, bool weekendsToo) => string.Join(
        ' ', BankHolidays.In(calendar, year).Select(holiday => holiday.Day)
            .Where(day => weekendsToo || day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
            .Select(MonthAndDay.Format));
}
