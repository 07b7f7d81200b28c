using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Shared;

[Trait("Requirement", "SEC-5")]
public sealed class RefusalTests
{
    [Fact]
    public void Text_QuotingWhatSteersATerminalOrTheWriting_ShowsAMarkInItsPlace()
    {
        var said = SharedRefusals.NotAnAmount("1\0\u001b[31m\u202E2\r\n\u2028\uD800\uFEFF\U0001F469").Why;

        Assert.Equal("'1\uFFFD\uFFFD[31m\uFFFD2\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\U0001F469' is not an amount.", said);
    }

    [Fact]
    public void Text_QuotingVeryMuch_KeepsItsBeginningAndItsEnd()
    {
        var said = SharedRefusals.NotAnAmount(new string('x', 100_000)).Why;

        Assert.StartsWith("'xxxx", said, StringComparison.Ordinal);
        Assert.EndsWith("xxxx' is not an amount.", said, StringComparison.Ordinal);
        Assert.InRange(said.Length, 500, 620);
    }

    [Fact]
    public void Text_OfOtherLetters_StaysAsItIs()
    {
        var said = SharedRefusals.NotAnAmount("Grüße 支払い \U0001F469").Why;

        Assert.Equal("'Grüße 支払い \U0001F469' is not an amount.", said);
    }
}
