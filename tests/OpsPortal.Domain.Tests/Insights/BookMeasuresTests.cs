using NodaTime;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Domain.Tests.Insights;

public sealed class BookMeasuresTests
{
    [Fact]
    [Trait("Requirement", "KPI-1")]
    public void DaysSalesOutstanding_OfAThirdOpen_IsAThirdOfTheDays()
    {
        Assert.Equal(30m, BookMeasures.DaysSalesOutstanding(100_00, 300_00));
        Assert.Equal(0m, BookMeasures.DaysSalesOutstanding(0, 300_00));
        Assert.Null(BookMeasures.DaysSalesOutstanding(100_00, 0));
    }

    [Fact]
    [Trait("Requirement", "KPI-1")]
    public void Median_IsTheMiddleOne_AndOfTwoTheEarlier()
    {
        var days = new[] { 9, 1, 4 }.Select(n => Duration.FromDays(n)).ToList();
        Assert.Equal(Duration.FromDays(4), BookMeasures.Median(days));
        Assert.Equal(Duration.FromDays(1), BookMeasures.Median(days.Where(day => day.Days != 9)));
        Assert.Null(BookMeasures.Median([]));
    }
}
