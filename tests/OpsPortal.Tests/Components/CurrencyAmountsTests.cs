using OpsPortal.Components;

namespace OpsPortal.Tests.Components;

/// <summary>Amounts by currency in a policy, as typed and as read.</summary>
[Trait("Requirement", "REC-7")]
public sealed class CurrencyAmountsTests
{
    [Fact]
    public void Read_OfWhatLinesWrote_GivesTheSameAmounts()
    {
        var amounts = new Dictionary<string, long> { ["USD"] = 5, ["EUR"] = 1_234, ["JPY"] = 7 };

        var lines = CurrencyAmounts.Lines(amounts);

        Assert.Equal("EUR 12.34\nJPY 7\nUSD 0.05", lines);
        Assert.Equal(amounts, CurrencyAmounts.Read($"\n {lines} \n").Value);
        Assert.Equal("none", CurrencyAmounts.Words(new Dictionary<string, long>()));
    }

    [Theory]
    [InlineData("EUR")]
    [InlineData("EUR 1,5")]
    [InlineData("JPY 0.5")]
    [InlineData("XXY 1.00")]
    [InlineData("EUR -1")]
    public void Read_OfWhatIsNoAmount_IsRefused(string line) => Assert.True(CurrencyAmounts.Read(line).IsRefused);
}
