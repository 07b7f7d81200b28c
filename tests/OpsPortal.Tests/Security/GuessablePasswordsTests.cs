using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

[Trait("Requirement", "SEC-3")]
public sealed class GuessablePasswordsTests
{
    [Theory]
    [InlineData("Password1234567", true)]
    [InlineData("Welcome-Winter-2026!", true)]
    [InlineData("aaaaaaaaaaaaaaaa", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("qwertz-asdfgh-yxcvbn", true)]
    [InlineData("OpsPortal-finance-2026", true)]
    [InlineData("Fiona.Walsh.2026.Fiona", true)]
    [InlineData("a quiet harbour at dusk", false)]
    [InlineData("summer harbour violin", false)]
    [InlineData("Grüße aus Oberammergau", false)]
    [InlineData("correct-horse-battery", false)]
    public void IsGuessable_OfWhatEverybodyTriesFirst_IsTrue(string password, bool guessable) =>
        Assert.Equal(guessable, GuessablePasswords.IsGuessable(password, ["fiona.walsh", "fiona.walsh@example.test"]));
}
