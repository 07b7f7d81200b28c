using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Shared;

public sealed class ReasonsTests
{
    [Theory]
    [InlineData(null, "A reason is missing. Say in a sentence why.")]
    [InlineData(" \t\n", "A reason is missing. Say in a sentence why.")]
    public void WhyNot_WithoutWords_AsksForASentence(string? words, string text) =>
        Assert.EndsWith(text, Reasons.WhyNot(words)?.Text, StringComparison.Ordinal);

    [Fact]
    public void WhyNot_OfMoreThanIsKept_SaysHowMuchMayStand() =>
        Assert.EndsWith("Reason is longer than 500 characters. Shorten it.",
            Reasons.WhyNot(new string('x', Reasons.Limit + 1))?.Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("The buyer sent it twice.")]
    [InlineData("Typo")]
    public void WhyNot_OfASentence_IsNothing(string words) => Assert.Null(Reasons.WhyNot(words));

    [Fact]
    public void WhyNot_OfAsMuchAsIsKept_IsNothing() => Assert.Null(Reasons.WhyNot(new string('x', Reasons.Limit)));
}
