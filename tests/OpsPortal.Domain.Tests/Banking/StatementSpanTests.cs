using NodaTime;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Domain.Tests.Banking;

public sealed class StatementSpanTests
{
    [Theory]
    [InlineData(100, 105, 105, 110, true)]
    [InlineData(100, 105, 106, 110, false)]
    [InlineData(100, 110, 105, 110, false)]
    [InlineData(100, 100, 100, 105, false)]
    [InlineData(95, 100, 100, 100, false)]
    public void LeadsTo_OnlyWhereNoLineCanBeInBoth(long opening, long closing, long opening2, long closing2, bool leads)
    {
        Assert.Equal(leads, Span(opening, closing).LeadsTo(Span(opening2, closing2)));
        Assert.False(Span(opening, closing, 3).LeadsTo(Span(opening2, closing2)));
    }

    [Fact]
    public void Beside_GoesAlongTheRowOnBothSides()
    {
        (string, StatementSpan)[] others =
        [
            ("first", Span(90, 95)), ("second", Span(95, 100)), ("fourth", Span(105, 120)), ("over", Span(95, 110)),
            ("elsewhere", Span(1, 2)), ("again", Span(100, 105)),
        ];
        Assert.Equal(["first", "fourth", "second"], Span(100, 105).Beside(others).Order());
    }

    [Theory]
    [InlineData("7", "7", true, false)]
    [InlineData("7", null, true, false)]
    [InlineData("7", "8", false, true)]
    public void IsRepeated_UnlessTheBankCountsThemAsTwo(string? number, string? other, bool repeated, bool apart)
    {
        var (one, two) = (Span(100, 105) with { Number = number }, Span(100, 105) with { Number = other });
        Assert.Equal((repeated, apart), (one.IsRepeated(two), one.IsNumberedApart(two)));
        Assert.False(one.IsRepeated(Span(100, 106)));
    }

    private static StatementSpan Span(long opening, long closing, int day = 2) =>
        new(opening, new LocalDate(2026, 3, day), closing, new LocalDate(2026, 3, day), null);
}
