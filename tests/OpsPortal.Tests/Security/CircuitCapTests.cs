using System.Net;

namespace OpsPortal.Tests.Security;

/// <summary>One sign-in cannot fill the server with open pages, and none of those that are open pays for the one too
/// many.</summary>
[Trait("Requirement", "SEC-3")]
[Trait("Control", "T52")]
public sealed class CircuitCapTests
{
    private const int Most = 3;

    [Fact]
    public async Task Page_BeyondThoseThatOnePersonMayHave_IsRefusedAndTheOthersStay()
    {
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string, string?>
        {
            ["Sessions:CircuitsPerPerson"] = $"{Most}",
        });
        host.Listen();
        await using var pages = new OpenPages();
        await pages.SignInAsync(host, "ops");
        await pages.SignInAsync(host, "ops");
        await pages.SignInAsync(host, "finance");
        for (var i = 0; i < Most; i++)
            await pages.OpenAsync(i % 2);

        var refused = await pages.OpenAsync(1, "/exceptions", shows: "/account/too-many-pages?returnUrl=%2Fexceptions");
        var other = await pages.OpenAsync(2);

        await refused.Closed.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(refused.Heard("Security and sessions"));
        Assert.All(pages.Open.Take(Most).Append(other), page => Assert.False(page.Closed.IsCompleted));
        var words = WebUtility.HtmlDecode(await pages.Clients[1]
            .GetStringAsync(new Uri("/account/too-many-pages?returnUrl=%2Fexceptions", UriKind.Relative)));
        Assert.Contains("You have 3 pages open already, the most that one person may have.", words, StringComparison.Ordinal);
        Assert.Contains("href=\"/exceptions\"", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sessions:CircuitsPerPerson")]
    [InlineData("Sessions:WatchSeconds")]
    public async Task Start_WithASettingThatWouldSwitchItOff_IsRefused(string setting)
    {
        await using var world = await World.NewAsync(settings: new Dictionary<string, string?> { [setting] = "0" });

        Assert.Throws<InvalidOperationException>(world.Use<OpsPortal.Identity.OpenCircuits>);
    }
}
