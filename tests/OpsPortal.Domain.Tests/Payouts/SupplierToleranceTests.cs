using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "CSH-6")]
public sealed class SupplierToleranceTests
{
    /// <summary>Five whole units at most, and half a percent of what is agreed.</summary>
    [Theory]
    [InlineData("EUR", 10_000_000, 500)]
    [InlineData("JPY", 10_000_000, 5)]
    [InlineData("KWD", 100_000_000, 5_000)]
    [InlineData("EUR", 10_000, 50)]
    [InlineData("JPY", 200, 1)]
    [InlineData("KWD", 10_000, 50)]
    public void Of_InAnyCurrency_IsTheSmallerOfShareAndUnits(string currency, long agreedMinor, long mostMinor) =>
        Assert.Equal(mostMinor, SupplierTolerance.Default.Of(new Money(agreedMinor, Currency.Of(currency))));
}
