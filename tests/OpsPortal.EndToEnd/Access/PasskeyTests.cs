using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Access;

/// <summary>Passkeys in Chromium with a virtual authenticator of its own.</summary>
[Collection("browser")]
[Trait("Requirement", "SEC-3")]
public sealed class PasskeyTests(Browser browser)
{
    [BrowserFact]
    public async Task Passkey_MadeOnTheSecurityPage_SignsInWithoutAPasswordUntilItIsRemoved()
    {
        await using var host = await PortalHost.NewAsync();
        var address = new UriBuilder(host.Listen()) { Host = "localhost" }.Uri; // a passkey belongs to a name, never to a number
        await using var visitor = await browser.VisitAsync(address);
        await GiveAuthenticatorAsync(visitor.Page);
        await visitor.SignInAsync("finance");

        await visitor.Page.GotoAsync("/account/security");
        await visitor.Page.GetByLabel("Name of the passkey").FillAsync("Test key");
        var password = visitor.Page.Locator("#passkey-proof");
        await password.FillAsync("wrong");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("The password or code is wrong.")).ToBeVisibleAsync();
        await password.FillAsync(OpsPortal.Demo.DemoPeople.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Test key")).ToBeVisibleAsync();

        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.Page.GotoAsync("/account/sign-in?returnUrl=%2Finvoices");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await visitor.Page.WaitForURLAsync("**/invoices");
        await visitor.LiveAsync();
        await Assertions.Expect(visitor.Page.GetByText("Fiona Walsh").First).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/account/security");
        await RemovePasskeyAsync(visitor.Page, byEnter: true);
        await Assertions.Expect(visitor.Page.GetByText("Test key")).ToBeVisibleAsync();
        await RemovePasskeyAsync(visitor.Page);
        await Assertions.Expect(visitor.Page.GetByText("The passkey is removed")).ToBeVisibleAsync();
        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.Page.GotoAsync("/account/sign-in");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("belongs to no active account here")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Passkey_InTheStepUpSheet_ApprovesABatchWithoutAPassword()
    {
        await using var host = await PortalHost.NewAsync();
        var address = new UriBuilder(host.Listen()) { Host = "localhost" }.Uri;
        await using var world = await PayoutWorld.InAsync(host, 1);
        var batch = await world.SubmittedAsync();
        await using var visitor = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await GiveAuthenticatorAsync(visitor.Page);
        await visitor.PressAsync("Approve batch");
        await visitor.PressAsync("Use a passkey");
        await visitor.SeesAsync("You have no passkey here yet.");

        await visitor.Page.GotoAsync("/account/security");
        await AddPasskeyAsync(visitor.Page);
        await visitor.GoAsync(Batches.Path(batch));
        await visitor.PressAsync("Approve batch");
        await visitor.PressAsync("Use a passkey");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal(world.As("controller1").Person, Assert.Single((await world.BatchAsync(batch)).CountingApprovals).PersonId);
    }

    [BrowserFact]
    public async Task Passkey_WhereEverybodyNeedsASecondFactor_IsSetUpFirstAndThenTakesThePlaceOfThePassword()
    {
        await using var host = await PortalHost.NewAsync(
            settings: new Dictionary<string, string?> { ["Sessions:SecondFactor"] = "Required" });
        var address = new UriBuilder(host.Listen()) { Host = "localhost" }.Uri;
        await using var visitor = await browser.VisitAsync(address);
        await GiveAuthenticatorAsync(visitor.Page);
        await visitor.GivePasswordAsync("finance@demo.test", OpsPortal.Demo.DemoPeople.Password);
        await Assertions.Expect(visitor.Page.GetByText("This portal asks everybody for a second factor")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/invoices");
        await visitor.Page.WaitForURLAsync("**/account/security");
        await visitor.FitsAsync("second-factor-missing");
        Assert.Empty(await visitor.BarriersAsync());

        await AddPasskeyAsync(visitor.Page);
        await visitor.GoAsync("/invoices");
        await Assertions.Expect(visitor.Page.GetByText("Fiona Walsh").First).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/account/security");
        await RemovePasskeyAsync(visitor.Page);
        await Assertions.Expect(visitor.Page.GetByText("this is the only one you have")).ToBeVisibleAsync();
        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.GivePasswordAsync("finance@demo.test", OpsPortal.Demo.DemoPeople.Password);
        await Assertions.Expect(visitor.Page.GetByText("you have a passkey")).ToBeVisibleAsync();
    }

    private static async Task AddPasskeyAsync(IPage page)
    {
        await page.GetByLabel("Name of the passkey").FillAsync("Test key");
        await page.Locator("#passkey-proof").FillAsync(OpsPortal.Demo.DemoPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Test key")).ToBeVisibleAsync();
    }

    // Enter in the field must remove nothing: which passkey is told by the button alone.
    private static async Task RemovePasskeyAsync(IPage page, bool byEnter = false)
    {
        var proof = page.Locator("#passkeys-proof");
        await proof.FillAsync(OpsPortal.Demo.DemoPeople.Password);
        if (byEnter)
            await proof.PressAsync("Enter");
        else
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
    }

    private static async Task GiveAuthenticatorAsync(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
