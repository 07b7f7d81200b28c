using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Payouts;

/// <summary>Several people at one batch at once.</summary>
[Collection("browser")]
public sealed class BatchTogetherTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "PAY-5")]
    public async Task Approve_FromTwoBrowsersAtOnce_GivesOneApprovalAndTellsTheOther()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();

        await AtOnceAsync(address, Batches.Path(batch), "Approve batch", "controller1", "controller1");

        Assert.Single((await world.BatchAsync(batch)).Approvals);
    }

    [BrowserFact]
    [Trait("Requirement", "PAY-4")]
    public async Task Transmit_FromTwoBrowsersAtOnce_ReleasesOnceAndTellsTheOther()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.ApprovedAsync();

        await AtOnceAsync(address, Batches.Path(batch), "Transmit batch", "controller1", "controller2");

        Assert.Equal(2, (await world.InstructionsAsync()).Count);
    }

    [BrowserFact]
    [Trait("Requirement", "UX-7")]
    public async Task Page_WhenAnotherPersonActs_ShowsItWithoutReload()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var watching = await browser.SignedInAsync(address, "finance", Batches.Path(batch));

        Done(await world.ApproveAsync(batch, world.Controller1));
        await watching.SeesAsync("One more controller must approve it.");
        await Assertions.Expect(watching.Page.Locator(".notice-news")).ToContainTextAsync("Carla Meyer: approved batch.");

        var reject = new RejectBatch.Command(batch, "The bank of Payee 1 is wrong");
        Done(await world.Use<RejectBatch>().RunAsync(reject, world.Controller2, default));
        await watching.SeesAsync("Rejected by Conor Byrne: The bank of Payee 1 is wrong");
        await Assertions.Expect(watching.Button("Submit batch")).ToBeEnabledAsync();
    }

    [BrowserFact]
    [Trait("Requirement", "PAY-3")]
    public async Task TakeOut_ByItsMaker_VoidsTheApprovalsAndStopsAtTheLastPayout()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.ApprovedAsync();
        await using var maker = await browser.SignedInAsync(address, "finance", Batches.Path(batch));

        await maker.PressAsync("Take out Payee 1");
        await maker.SeesAsync("Every approval is void, and the batch is submitted again.");
        await maker.Page.GetByLabel("Reason").FillAsync("Asked for a later date");
        await maker.PressAsync("Take out");

        await maker.SeesAsync("Its maker submits it.");
        await maker.SeesAsync("The last payout cannot be taken out. Cancel the batch instead.");
        await Assertions.Expect(maker.Button("Take out Payee 2")).ToBeDisabledAsync();
        var stored = await world.BatchAsync(batch);
        Assert.Equal((BatchState.Draft, 0), (stored.State, stored.CountingApprovals.Count()));
        Assert.Empty(await maker.BarriersAsync());
    }

    private async Task AtOnceAsync(Uri address, string path, string button, string one, string other)
    {
        await using var first = await browser.SignedInAsync(address, one, path);
        await using var second = await browser.SignedInAsync(address, other, path);
        Visitor[] both = [first, second];
        foreach (var visitor in both)
        {
            await visitor.PressAsync(button);
            await visitor.Page.GetByLabel("Confirm password", new() { Exact = true }).FillAsync(Demo.DemoPeople.Password);
        }

        await Task.WhenAll(both.Select(visitor => visitor.PressAsync("Confirm")));

        foreach (var visitor in both)
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button,
                new() { Name = button, Exact = true, Disabled = false })).ToHaveCountAsync(0);
        Assert.Equal(1, await ToldAsync(both));
    }

    /// <summary>How many were refused, once one of them was.</summary>
    private static async Task<int> ToldAsync(IReadOnlyList<Visitor> visitors)
    {
        var told = 0;
        for (var tries = 0; told == 0 && tries < 40; tries++)
        {
            await Task.Delay(250);
            told = (await Task.WhenAll(visitors.Select(visitor => visitor.Page.Locator(".notice-bad[data-code]").CountAsync())))
                .Sum();
        }

        return told;
    }
}
