using OpsPortal.EndToEnd.Milestones;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Shell;

/// <summary>A lost connection, a page loaded again, an ended session: our own banner, and nothing typed is lost.</summary>
[Collection("browser")]
public sealed class DroppedCircuitTests(Browser browser)
{
    private const string Typed = "The roof leaks at the north side.";

    [BrowserFact]
    [Trait("Requirement", "UX-6")]
    public async Task Connection_WhenItDrops_ShowsOurBannerAndComesBackWithTheDraft()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var id = await AMilestone.SubmittedInAsync(host);
        await using var approver = await browser.VisitAsync(address);
        var sockets = new List<IWebSocketRoute>();
        await approver.Page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            sockets.Add(socket);
            socket.ConnectToServer();
        });
        await approver.SignInAsync("approver");
        await approver.GoAsync($"/milestones/{id}");
        await approver.Page.GetByLabel("Comment").FillAsync(Typed);
        await approver.Page.GetByLabel("Comment").BlurAsync();

        await approver.Context.SetOfflineAsync(true);
        await sockets[^1].CloseAsync(new() { Code = 3001 });
        var banner = approver.Page.Locator("#components-reconnect-modal");
        await Assertions.Expect(banner).ToContainTextAsync("what you typed is still here");
        await Assertions.Expect(banner).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await approver.Context.SetOfflineAsync(false);
        await Assertions.Expect(banner).ToBeHiddenAsync(new() { Timeout = 30_000 });

        await Assertions.Expect(approver.Page.GetByLabel("Comment")).ToHaveValueAsync(Typed);
        await approver.PressAsync("Approve milestone");
        await Assertions.Expect(approver.Refusal).ToContainTextAsync("not every criterion is ticked");
    }

    [BrowserFact]
    [Trait("Requirement", "UX-6")]
    public async Task Reload_KeepsTheDraftOfASheetAndSendsIt()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var controller = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await controller.PressAsync("Reject batch");
        await controller.Page.GetByLabel("Reason").FillAsync(Typed);

        await controller.Page.ReloadAsync();
        await controller.LiveAsync();
        await controller.SeesAsync("What you typed under \"Reject batch\" before this page was loaded again is kept");
        await controller.PressAsync("Reject batch");
        await Assertions.Expect(controller.Page.GetByLabel("Reason")).ToHaveValueAsync(Typed);
        await controller.PressAsync("Reject");

        await controller.SeesAsync($"Rejected by Carla Meyer: {Typed}");
        await controller.GoAsync(Batches.Path(batch));
        Assert.Equal(0, await controller.Page.Locator("#draft-notice").CountAsync());
    }

    [BrowserFact]
    [Trait("Requirement", "UX-6")]
    public async Task Reload_KeepsTheDraftOfANewContract()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await AMilestone.InAsync(host);
        await using var finance = await browser.SignedInAsync(address, "finance", "/contracts/new");
        await finance.Page.GetByLabel("Proposal or quote number").FillAsync("Q-2026-77");
        var ireland = finance.Page.GetByLabel("Legal entity").Locator("option").Filter(new() { HasText = "Ireland" });
        await finance.Page.GetByLabel("Legal entity").SelectOptionAsync((await ireland.GetAttributeAsync("value"))!);
        await finance.Page.GetByLabel("Buyer").SelectOptionAsync("Nordwind AG");
        await finance.Page.GetByLabel("Accepted by").FillAsync("buyer@nordwind.test");

        await finance.Page.ReloadAsync();
        await finance.LiveAsync();

        await finance.SeesAsync("What you typed before this page was loaded again has been put back. Nothing was sent.");
        await Assertions.Expect(finance.Page.GetByLabel("Proposal or quote number")).ToHaveValueAsync("Q-2026-77");
        await Assertions.Expect(finance.Page.GetByLabel("Accepted by")).ToHaveValueAsync("buyer@nordwind.test");
        await Assertions.Expect(finance.Page.GetByLabel("Buyer").Locator("option:checked")).ToHaveTextAsync("Nordwind AG");
        Assert.Empty(await finance.BarriersAsync());
    }
}
