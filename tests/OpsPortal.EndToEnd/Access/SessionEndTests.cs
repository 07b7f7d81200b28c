namespace OpsPortal.EndToEnd.Access;

/// <summary>The end of a session as its person sees it.</summary>
[Collection("browser")]
[Trait("Requirement", "SEC-3")]
public sealed class SessionEndTests(Browser browser)
{
    private static readonly Dictionary<string,
        string?> ShortSessions = new() { ["Sessions:IdleMinutes"] = "0.2", ["Sessions:WarnMinutes"] = "0.1" };

    [BrowserFact]
    public async Task Session_AboutToEnd_WarnsAndLivesOnWhenItsPersonStays()
    {
        await using var host = await PortalHost.NewAsync(settings: ShortSessions);
        await using var visitor = await browser.VisitAsync(host.Listen());
        await visitor.SignInAsync("finance");
        var warning = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "You will be signed out" });

        await Assertions.Expect(warning).ToBeVisibleAsync(new() { Timeout = 12_000 });
        await warning.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" }).ClickAsync();

        await Assertions.Expect(warning).ToBeHiddenAsync();
        Assert.DoesNotContain("/account/sign-in", visitor.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Session_ThatEnded_LeadsToSignInAndBringsBackWhatWasTyped()
    {
        await using var host = await PortalHost.NewAsync(settings: ShortSessions);
        await using var visitor = await browser.VisitAsync(host.Listen());
        await visitor.SignInAsync("admin");
        await visitor.GoAsync("/admin/people");
        await visitor.PressAsync("Invite a person");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nora New");
        await visitor.Page.GetByLabel("E-mail address").FillAsync("nora@example.com");

        await visitor.Page.WaitForURLAsync(url => url.Contains("/account/sign-in", StringComparison.Ordinal),
            new() { Timeout = 30_000 });
        await Assertions.Expect(visitor.Page.GetByText("You were signed out: no activity for")).ToBeVisibleAsync();
        await visitor.Page.GetByLabel("E-mail", new() { Exact = true }).FillAsync("admin@demo.test");
        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(OpsPortal.Demo.DemoPeople.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.LiveAsync();
        await visitor.PressAsync("Invite a person");

        await Assertions.Expect(visitor.Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Nora New");
        await Assertions.Expect(visitor.Page.GetByLabel("E-mail address")).ToHaveValueAsync("nora@example.com");
        Assert.EndsWith("/admin/people", visitor.Page.Url, StringComparison.Ordinal);
    }
}
