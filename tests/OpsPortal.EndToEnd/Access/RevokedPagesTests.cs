using System.Diagnostics;

namespace OpsPortal.EndToEnd.Access;

/// <summary>What a person sees when their powers are taken, or when they have too many pages open.</summary>
[Collection("browser")]
public sealed class RevokedPagesTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "SEC-1")]
    [Trait("Control", "T13")]
    public async Task Role_WhenTaken_LeadsEveryOpenPageToTheSignInThatSaysWhy()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var admin = await browser.SignedInAsync(address, "admin", "/admin/people");
        await using var desk = await browser.SignedInAsync(address, "controller1", "/");
        await using var batches = await browser.SignedInAsync(address, "controller1", "/payouts");
        await using var phone = await browser.SignedInAsync(address, "controller1", "/exceptions", width: 390);
        await admin.PressAsync("Change Carla Meyer");
        await admin.Page.GetByLabel("Controller", new() { Exact = true }).UncheckAsync();
        await admin.PressAsync("Save changes");
        var since = Stopwatch.GetTimestamp();

        await Task.WhenAll(new[] { desk, batches, phone }.Select(visitor => visitor.Page.WaitForURLAsync(
            url => url.Contains("/account/sign-in", StringComparison.Ordinal))));

        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0, 5);
        foreach (var visitor in new[] { desk, batches, phone })
        {
            await visitor.SeesAsync("You were signed out: an administrator changed your roles or legal entities. Sign in again");
            Assert.Empty(await visitor.BarriersAsync());
        }

        await phone.PictureAsync("signed-out-390");
        Assert.Contains("returnUrl=%2Fpayouts", batches.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(admin.Page.Locator("tr").Filter(new() { HasText = "Carla Meyer" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-3")]
    public async Task Sessions_EndedByAnAdministrator_AreLedToTheSignInThatSaysWhy()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var ops = await browser.SignedInAsync(address, "ops", "/exceptions");
        await using var again = await browser.SignedInAsync(address, "ops", "/");
        await using var admin = await browser.SignedInAsync(address, "admin", "/admin/people");

        await admin.Page.Locator("tr").Filter(new() { HasText = "ops@demo.test" })
            .GetByRole(AriaRole.Button, new() { NameRegex = new("^Show sessions of") }).ClickAsync();
        await admin.SeesAsync("Chrome on Linux, 127.0.0.1");
        Assert.Empty(await admin.BarriersAsync());
        await admin.PictureAsync("sessions-of-a-person");
        await admin.PressAsync("End all 2 sessions");

        foreach (var visitor in new[] { ops, again })
        {
            await visitor.Page.WaitForURLAsync(url => url.Contains("/account/sign-in", StringComparison.Ordinal));
            await visitor.SeesAsync("You were signed out: an administrator ended this session. Sign in again.");
        }

        await admin.SeesAsync("No session is open");
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-3")]
    [Trait("Control", "T52")]
    public async Task Tab_BeyondTheCap_SaysSoAndOpensOnceAnotherIsLeft()
    {
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string, string?>
        {
            ["Sessions:CircuitsPerPerson"] = "2",
        });
        await using var visitor = await browser.SignedInAsync(host.Listen(), "ops", "/");
        var second = await visitor.Context.NewPageAsync();
        await OpenAsync(second, "/exceptions");
        var third = await visitor.Context.NewPageAsync();

        await third.GotoAsync("/cash");
        await third.WaitForURLAsync(url => url.Contains("/account/too-many-pages", StringComparison.Ordinal));
        await Assertions.Expect(third.GetByText("You have 2 pages open already")).ToBeVisibleAsync();
        await third.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", "too-many-pages.png") });
        await second.GotoAsync("/account/security");
        await third.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();

        await third.WaitForURLAsync(url => url.EndsWith("/cash", StringComparison.Ordinal));
        await third.Locator("[data-interactive]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.EndsWith("/cash", third.Url, StringComparison.Ordinal);
        Assert.Equal("true", await visitor.Page.Locator("[data-interactive]").First.GetAttributeAsync("data-interactive"));
    }

    private static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("[data-interactive]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
