using OpsPortal.Domain.Cash;

namespace OpsPortal.Domain.Tests.Cash;

public sealed class DisputeReasonsTests
{
    [Theory]
    [Trait("Requirement", "CLS-3")]
    [InlineData("product_not_received", "Not delivered")]
    [InlineData(" Duplicate ", "Charged twice")]
    [InlineData("some_new_code", "some_new_code")]
    [InlineData(null, "")]
    public void Of_WhenTheCodeIsKnownOrNot_GivesWordsOrTheCode(string? code, string expected) =>
        Assert.Equal(expected, DisputeReasons.Of(code));
}
