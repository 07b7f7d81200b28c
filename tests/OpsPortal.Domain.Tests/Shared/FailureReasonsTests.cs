using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Shared;

public sealed class FailureReasonsTests
{
    [Theory]
    [InlineData("card_declined", "the card was declined")]
    [InlineData("CARD_DECLINED ", "the card was declined")]
    [InlineData("AC04", "the account is closed")]
    [InlineData("R01 insufficient funds", "R01 insufficient funds")]
    [InlineData("something_new", "something_new")]
    [InlineData(" ", "no reason given")]
    [InlineData(null, "no reason given")]
    public void Of_SaysAKnownCodeInWordsAndAnyOtherAsItCame(string? code, string words) =>
        Assert.Equal(words, FailureReasons.Of(code));
}
