using NodaTime;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "LED-8")]
public sealed class ShutBooksTests
{
    private static readonly ShutBooks FebruaryClosed = new(new YearMonth(2026, 2), null);
    private static readonly ShutBooks FromJanuary = new(null, new LocalDate(2026, 1, 20));

    [Theory]
    [InlineData(2025, 11, 30)]
    [InlineData(2026, 1, 15)]
    [InlineData(2026, 2, 28)]
    public void OpenDay_InOrBeforeAClosedMonth_IsTheFirstDayAfterIt(int year, int month, int day)
    {
        var happened = new LocalDate(year, month, day);

        Assert.True(FebruaryClosed.IsClosed(happened));
        Assert.Equal(new LocalDate(2026, 3, 1), FebruaryClosed.OpenDay(happened, EventFamily.PaymentSucceeded));
        Assert.Equal("ledger.period-closed", FebruaryClosed.WhyNot(happened)?.Code);
    }

    [Fact]
    public void OpenDay_AfterTheLastClosedMonth_IsTheDayItself()
    {
        var happened = new LocalDate(2026, 3, 1);

        Assert.False(FebruaryClosed.IsClosed(happened));
        Assert.Equal(happened, FebruaryClosed.OpenDay(happened, EventFamily.PaymentSucceeded));
        Assert.Null(FebruaryClosed.WhyNot(happened));
    }

    [Fact]
    public void WhyNot_OfAMonthBeforeTheClosedOne_NamesBoth()
    {
        Assert.Contains("2026-01 is closed with 2026-02", FebruaryClosed.WhyNot(new(2026, 1, 15))!.Why, StringComparison.Ordinal);
        Assert.Contains("2026-02 is closed.", FebruaryClosed.WhyNot(new(2026, 2, 15))!.Why, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "D38")]
    public void OpenDay_UpToACutOver_IsTheDayAfterIt_ButForItsOwnEntries()
    {
        var day = new LocalDate(2026, 1, 20);

        Assert.Equal(day.PlusDays(1), FromJanuary.OpenDay(day, EventFamily.BankCreditReceived));
        Assert.Equal(day.PlusDays(1), FromJanuary.OpenDay(day.PlusDays(-40), EventFamily.PaymentSucceeded));
        Assert.Equal(day.PlusDays(1), FromJanuary.OpenDay(day.PlusDays(1), EventFamily.PaymentSucceeded));
        Assert.Equal(day, FromJanuary.OpenDay(day, EventFamily.OpeningReceivable));
        Assert.Equal("ledger.in-former-books", FromJanuary.WhyNot(day)?.Code);
        Assert.Null(FromJanuary.WhyNot(day.PlusDays(1)));
        Assert.False(FromJanuary.IsClosed(day));
    }

    [Fact]
    public void OpenDay_OfAnOpeningEntryInAClosedMonth_IsMovedToo() => Assert.Equal(
        new LocalDate(2026, 3, 1), FebruaryClosed.OpenDay(new(2026, 1, 20), EventFamily.OpeningReceivable));

    [Fact]
    public void OpenDay_OfBooksThatAreOpen_IsTheDayItself() => Assert.Equal(
        new LocalDate(2020, 1, 1), default(ShutBooks).OpenDay(new(2020, 1, 1), EventFamily.PaymentSucceeded));
}
