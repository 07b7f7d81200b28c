using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Access;

/// <summary>A page that stays open after its session was taken away has no powers left.</summary>
[Collection("browser")]
public sealed class EndedSessionTests(Browser browser)
{
    // Nothing closes the page here before its person gives a command.
    private static readonly Dictionary<string, string?> Unwatched = new() { ["Sessions:WatchSeconds"] = "3600" };

    [BrowserFact]
    [Trait("Requirement", "SEC-4")]
    public async Task Session_EndedFromAnotherBrowser_LosesItsPowersAtTheNextCommand()
    {
        await using var host = await PortalHost.NewAsync(settings: Unwatched);
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var left = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await using var here = await browser.VisitAsync(address);
        await here.SignInAsync("controller1");
        await here.Page.GotoAsync("/account/security");
        while (await here.Page.GetByRole(AriaRole.Button, new() { Name = "End this session" }).CountAsync() > 0)
        {
            await here.Page.Locator("#sessions-proof").FillAsync(OpsPortal.Demo.DemoPeople.Password);
            await here.Page.GetByRole(AriaRole.Button, new() { Name = "End this session" }).First.ClickAsync();
            await here.SeesAsync("That session has ended");
        }

        await RejectAsync(left);

        await SignedOutAsync(left);
        Assert.NotNull((await world.BatchAsync(batch)).ContentHash);
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-4")]
    public async Task Person_DisabledByAnAdmin_LosesTheirPowersAtTheNextCommand()
    {
        await using var host = await PortalHost.NewAsync(settings: Unwatched);
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var controller = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await using var admin = await browser.SignedInAsync(address, "admin", "/admin/people");
        await admin.PressAsync("Change Carla Meyer");
        await admin.Page.GetByLabel("Disabled: may not sign in").CheckAsync();
        await admin.PressAsync("Save changes");
        await Assertions.Expect(admin.Page.Locator("tr").Filter(new() { HasText = "Carla Meyer" }))
            .ToContainTextAsync("Disabled");

        await RejectAsync(controller);

        await SignedOutAsync(controller);
        Assert.NotNull((await world.BatchAsync(batch)).ContentHash);
    }

    private static async Task RejectAsync(Visitor visitor)
    {
        await visitor.PressAsync("Reject batch");
        await visitor.Page.GetByLabel("Reason").FillAsync("No longer mine to say");
        await visitor.PressAsync("Reject");
    }

    private static Task SignedOutAsync(Visitor visitor) =>
        Assertions.Expect(visitor.Page.GetByText("you are no longer signed in").First).ToBeVisibleAsync();
}
