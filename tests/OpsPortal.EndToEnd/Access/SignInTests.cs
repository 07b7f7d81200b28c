namespace OpsPortal.EndToEnd.Access;

[Collection("browser")]
public sealed class SignInTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "SEC-1")]
    public async Task SignIn_WithTheDemoPassword_OpensTheDesk()
    {
        await using var host = await PortalHost.NewAsync();
        await using var visitor = await browser.VisitAsync(host.Listen());

        await visitor.SignInAsync("finance");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await visitor.PictureAsync("desk");
    }

    [BrowserFact]
    [Trait("Requirement", "UX-5")]
    public async Task SignIn_Page_HasNoBarriers()
    {
        await using var host = await PortalHost.NewAsync();
        await using var visitor = await browser.VisitAsync(host.Listen());

        await visitor.Page.GotoAsync("/account/sign-in");

        Assert.Empty(await visitor.BarriersAsync());
    }
}
