using OpsPortal.Tests.Hosting;

namespace OpsPortal.EndToEnd.Access;

/// <summary>The page of one's own sign-in, on a phone and by keyboard.</summary>
[Collection("browser")]
[Trait("Requirement", "SEC-3")]
public sealed class OwnSecurityTests(Browser browser)
{
    [BrowserFact]
    public async Task Page_OnAPhone_SwitchesTheAuthenticatorOnShowsTheCodesAndEndsSessionsByKeyboard()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var other = await browser.SignedInAsync(address, "finance", "/invoices");
        await using var phone = await browser.SignedInAsync(address, "finance", "/", width: 390);
        await phone.Page.GotoAsync("/account/security");
        await phone.FitsAsync("security-390");
        Assert.Empty(await phone.BarriersAsync());

        var key = await host.Services.KeyAsync("finance");
        await phone.Page.Locator("#on-proof").FillAsync(OpsPortal.Demo.DemoPeople.Password);
        await phone.Page.Locator("#on-code").FillAsync(AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant()));
        await phone.PressAsync("Switch the authenticator on");
        await phone.SeesAsync("The authenticator is on");
        await Assertions.Expect(phone.Page.Locator(".code-list li")).ToHaveCountAsync(10);
        await phone.FitsAsync("security-codes-390");
        Assert.Empty(await phone.BarriersAsync());

        var code = (await phone.Page.Locator(".code-list li").First.InnerTextAsync()).Trim();
        await phone.PictureAsync("security-codes-390");
        await using var again = await browser.VisitAsync(address);
        await again.GivePasswordAsync("finance@demo.test", OpsPortal.Demo.DemoPeople.Password);
        await again.Page.GetByLabel("Code").FillAsync(code.ToLowerInvariant().Replace('-', ' '));
        await again.PressAsync("Sign in");
        await again.LiveAsync();

        await phone.Page.GotoAsync("/account/security");
        host.Clock.Advance(Duration.FromSeconds(60));
        await phone.Page.Locator("#sessions-proof").FillAsync(AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant()));
        await phone.Page.Keyboard.PressAsync("Enter");

        await phone.SeesAsync("Every other session has ended");
        await phone.FitsAsync("security-ended-390");
    }
}
