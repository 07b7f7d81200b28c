using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Shared;

public sealed class MoneyTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    [Theory]
    [InlineData("1234.50", "EUR", 123450)]
    [InlineData("0.1", "EUR", 10)]
    [InlineData("7", "JPY", 7)]
    [InlineData("1.234", "KWD", 1234)]
    public void Parse_OfAPlainDecimal_GivesMinorUnits(string text, string currency, long minor) =>
        Assert.Equal(minor, Money.Parse(text, Currency.Of(currency)).Value.Minor);

    [Fact]
    public void ToString_OfTheLowestAmount_HasNoOppositeAndIsWrittenAllTheSame() =>
        Assert.Equal("EUR (92,233,720,368,547,758.08)", new Money(long.MinValue, Eur).ToString());

    [Theory]
    [InlineData("1,5", "EUR", "shared.not-an-amount")]
    [InlineData("-1.00", "EUR", "shared.not-an-amount")]
    [InlineData("1e3", "EUR", "shared.not-an-amount")]
    [InlineData("1.", "EUR", "shared.not-an-amount")]
    [InlineData(".5", "EUR", "shared.not-an-amount")]
    [InlineData("", "EUR", "shared.not-an-amount")]
    [InlineData("1.001", "EUR", "shared.too-many-decimals")]
    [InlineData("1.0", "JPY", "shared.too-many-decimals")]
    [InlineData("99999999999999999999", "EUR", "shared.amount-too-large")]
    public void Parse_OfAnythingElse_IsRefused(string text, string currency, string code) =>
        Assert.Equal(code, Money.Parse(text, Currency.Of(currency)).Refusal?.Code);

    [Theory]
    [InlineData("14,846.64", "EUR", 1484664)]
    [InlineData(" 1,234,567 ", "EUR", 123456700)]
    [InlineData("5000.5", "EUR", 500050)]
    [InlineData("1,234.567", "KWD", 1234567)]
    public void ParseTyped_OfGroupsAsThePagesWriteThem_GivesMinorUnits(string text, string currency, long minor) =>
        Assert.Equal(minor, Money.ParseTyped(text, Currency.Of(currency)).Value.Minor);

    [Theory]
    [InlineData("1,5", "EUR")]
    [InlineData("12,34.50", "EUR")]
    [InlineData("1234,567", "EUR")]
    [InlineData("1.234,50", "EUR")]
    [InlineData("1,234", "KWD")]
    [InlineData(",123", "EUR")]
    [InlineData("1,234.5,0", "EUR")]
    [InlineData(null, "EUR")]
    public void ParseTyped_OfACommaThatMayBeADecimalOne_IsRefused(string? text, string currency) =>
        Assert.Equal("shared.not-an-amount", Money.ParseTyped(text, Currency.Of(currency)).Refusal?.Code);

    [Fact]
    public void Add_OfTwoCurrencies_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Eur) + new Money(1, Currency.Of("USD")));

    [Fact]
    public void Add_BeyondTheRange_Throws() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Eur) + new Money(1, Eur));

    [Theory]
    [InlineData(0, "EUR", "0.00")]
    [InlineData(5, "EUR", "0.05")]
    [InlineData(-5, "EUR", "-0.05")]
    [InlineData(-123450, "EUR", "-1234.50")]
    [InlineData(1234, "KWD", "1.234")]
    [InlineData(0, "JPY", "0")]
    [InlineData(-7, "JPY", "-7")]
    [InlineData(4_294_967_296, "USD", "42949672.96")]
    [InlineData(long.MaxValue, "EUR", "92233720368547758.07")]
    [InlineData(long.MinValue, "EUR", "-92233720368547758.08")]
    public void ToDecimalString_HasAllDigitsOfTheCurrency(long minor, string currency, string expected) =>
        Assert.Equal(expected, new Money(minor, Currency.Of(currency)).ToDecimalString());

    [Fact]
    public void ToString_OfANegative_StandsInParentheses() =>
        Assert.Equal("EUR (1,234.50)", new Money(-123450, Eur).ToString());

    [Fact]
    public void Split_SumsToTheWhole_ForAnyWeights()
    {
        Prop.ForAll<NonNegativeInt, NonEmptyArray<PositiveInt>>((whole, weights) =>
        {
            var shares = weights.Get.Select(w => (long)w.Get).ToArray();
            var parts = LargestRemainder.Split(whole.Get, shares);
            var exact = shares.Select(s => (decimal)whole.Get * s / shares.Sum()).ToArray();
            return parts.Sum() == whole.Get && parts.Zip(exact).All(p => Math.Abs(p.First - p.Second) < 1);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(101, 5000, 51)]
    [InlineData(-101, 5000, -51)]
    [InlineData(1287059, 5000, 643530)]
    public void Share_RoundsHalfAwayFromZero(long minor, long basisPoints, long expected) =>
        Assert.Equal(expected, Rounding.Share(minor, basisPoints));
}
