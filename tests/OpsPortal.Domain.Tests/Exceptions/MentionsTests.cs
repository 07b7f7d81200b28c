using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Domain.Tests.Exceptions;

public sealed class MentionsTests
{
    [Theory]
    [InlineData("@finance please look, and @Controller1.", "finance,controller1")]
    [InlineData("Mail to ap@nordwind.test was sent.", "")]
    [InlineData("(@ops) @ops", "ops")]
    [InlineData("@ nobody, @@twice", "")]
    [Trait("Requirement", "EXC-2")]
    public void Of_FindsThoseWhoAreNamedAndNoAddress(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', Mentions.Of(text)));
}
