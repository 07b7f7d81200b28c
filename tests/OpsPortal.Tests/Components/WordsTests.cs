using OpsPortal.Components;

namespace OpsPortal.Tests.Components;

public sealed class WordsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Theory]
    [InlineData("PendingApproval", "Pending approval")]
    [InlineData("Sent", "Sent")]
    [InlineData("In flight", "In flight")]
    [InlineData("ACH", "ACH")]
    [InlineData("ContractsAndErp", "Contracts and ERP")]
    public void Of_SplitsNamesOfTheCode(string name, string words) => Assert.Equal(words, Words.Of(name));

    [Fact]
    public void Actor_OfAJob_IsTheSystem()
    {
        Assert.Equal("The system (inbox sweep)", Words.Actor(null, "inbox-sweep"));
        Assert.Equal("Oskar Lind", Words.Actor(null, "Oskar Lind"));
        Assert.Equal("nobody@demo.test", Words.Actor(null, "nobody@demo.test"));
        Assert.Equal("erp", Words.Actor(new PersonId(Guid.Empty), "erp"));
    }

    [Theory]
    [InlineData(-10, "just now")]
    [InlineData(-120, "2 min ago")]
    [InlineData(-7200, "2 h ago")]
    [InlineData(-259200, "3 days ago")]
    [InlineData(14400, "in 4 h")]
    [InlineData(-8640000, "22 Nov 2025")]
    public void Relative_SaysHowFarAway(int seconds, string words) =>
        Assert.Equal(words, WhenWords.Relative(Now + Duration.FromSeconds(seconds), Now));

    [Fact]
    public void Exact_NamesTheZone() => Assert.Equal("2026-03-02 10:00:00 Europe/Berlin", WhenWords.Exact(Now, "Europe/Berlin"));
}
