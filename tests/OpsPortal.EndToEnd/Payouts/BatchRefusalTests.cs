using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.People;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Payouts;

/// <summary>What a batch refuses, as the people see it who press.</summary>
[Collection("browser")]
public sealed class BatchRefusalTests(Browser browser)
{
    private static readonly Dictionary<string, string?> Deaf = new() { ["OpsPortal:LiveSeconds"] = "0" };

    [BrowserFact]
    [Trait("Requirement", "PAY-5")]
    public async Task Approve_ByItsMakerWhoBecameController_IsOffAndSaysWhy()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        var changed = new ChangePerson.Command(world.Finance.Person, [Role.Controller], [World.Ireland], IsDisabled: false);
        Assert.False((await world.Use<ChangePerson>().RunAsync(changed, world.As("admin"), default)).IsRefused);
        await using (var db = await world.DbAsync())
            await db.Set<RoleGrant>().Where(grant => grant.PersonId == world.Finance.Person)
                .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.GrantedAt, world.Now - RoleCooling.Wait));

        await using var maker = await browser.SignedInAsync(address, "finance", Batches.Path(batch));

        await Assertions.Expect(maker.Button("Approve batch")).ToBeDisabledAsync();
        await maker.SeesAsync("You made or changed this batch. Another controller must approve it.");
        Assert.Empty(await maker.BarriersAsync());
    }

    [BrowserFact]
    [Trait("Requirement", "PAY-5")]
    public async Task Approve_ByTheSamePersonTwice_CountsOnce()
    {
        await using var host = await PortalHost.NewAsync(settings: Deaf);
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var first = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await using var stale = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));

        await ApproveAsync(first);
        await first.SeesAsync("You have approved it. Another controller must give the next approval.");
        await ApproveAsync(stale);

        await Assertions.Expect(stale.Refusal).ToContainTextAsync("you have approved this batch already");
        Assert.Single((await world.BatchAsync(batch)).Approvals);
    }

    [BrowserFact]
    [Trait("Requirement", "PAY-4")]
    public async Task Approve_OfContentThatChangedBehindAStaleTab_IsRefused()
    {
        await using var host = await PortalHost.NewAsync(settings: Deaf);
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 3);
        var batch = await world.SubmittedAsync();
        await using var stale = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await stale.PressAsync("Approve batch");
        await TakeOneOutAsync(world, batch);
        Assert.False((await world.Use<SubmitBatch>().RunAsync(new SubmitBatch.Command(batch), world.Finance, default)).IsRefused);

        await stale.ConfirmAsync();

        await Assertions.Expect(stale.Refusal).ToContainTextAsync("the batch is not what you saw");
        Assert.Empty((await world.BatchAsync(batch)).CountingApprovals);
    }

    [BrowserFact]
    [Trait("Requirement", "PAY-4")]
    public async Task Approve_WhileTheBatchChanges_ClosesTheSheetAndSaysWhoChangedIt()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 3);
        var batch = await world.SubmittedAsync();
        await using var reader = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await reader.PressAsync("Approve batch");
        await reader.SeesAsync("You approve 3 payouts");

        await TakeOneOutAsync(world, batch);

        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Page.Locator(".notice-news"))
            .ToContainTextAsync("This batch changed while you were looking. Fiona Walsh");
        await reader.SeesAsync("Its maker submits it.");
    }

    [BrowserFact]
    [Trait("Requirement", "PAY-5")]
    public async Task Approve_AfterTheApprovalsExpired_IsRefused()
    {
        await using var host = await PortalHost.NewAsync(settings: Deaf);
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var late = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await late.PressAsync("Approve batch");
        await LapseAsync(world, batch);

        await late.ConfirmAsync();
        await Assertions.Expect(late.Refusal).ToContainTextAsync("Refused");
        await world.Use<ExpireApprovals>().RunAsync(Actor.System("approval-expiry"), default);
        await late.GoAsync(Batches.Path(batch));

        await late.SeesAsync("The approvals expired before it was transmitted.");
        await Assertions.Expect(late.Button("Approve batch")).ToHaveCountAsync(0);
        Assert.Empty((await world.BatchAsync(batch)).CountingApprovals);
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-3")]
    public async Task Approve_WithAWrongPassword_IsNotConfirmed()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        await using var controller = await browser.SignedInAsync(address, "controller1", Batches.Path(batch));
        await controller.PressAsync("Approve batch");

        await controller.ConfirmAsync("not-the-password");

        await Assertions.Expect(controller.Refusal).ToContainTextAsync("The password or code is wrong.");
        await Assertions.Expect(controller.Page.GetByLabel("Confirm password")).ToBeFocusedAsync();
        Assert.Empty((await world.BatchAsync(batch)).Approvals);
        await controller.ConfirmAsync();
        await controller.SeesAsync("You have approved it.");
    }

    private static async Task LapseAsync(PayoutWorld world, BatchId id)
    {
        var past = world.Now - Duration.FromMinutes(1);
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.Set<PayoutBatch>().Where(b => b.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.ExpiresAt, past)));
    }

    private static async Task ApproveAsync(Visitor visitor)
    {
        await visitor.PressAsync("Approve batch");
        await visitor.ConfirmAsync();
    }

    private static async Task TakeOneOutAsync(PayoutWorld world, BatchId batch)
    {
        var item = (await world.BatchAsync(batch)).Items[0].Id;
        var taken = await world.Use<RemoveBatchItem>()
            .RunAsync(new RemoveBatchItem.Command(batch, item, "doubtful"), world.Finance, default);
        Assert.False(taken.IsRefused, taken.Refusal?.Text);
    }
}
