using OpsPortal.Tests.Cash;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Cash;

/// <summary>Ops says on a receipt's page that it repays what a payee owes, and takes that back.</summary>
[Collection("browser")]
public sealed class RepaymentTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "LED-11")]
    public async Task Repay_OnTheReceiptsPage_MeetsTheDebt_AndIsTakenBack()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        await world.OweAsync(world.Payees[1], 12_345);
        var receipt = await UnappliedCash.TakeAsync(host.Services, "line-7", 20_000, "Payee 2", "What I owe");
        await using var ops = await browser.SignedInAsync(address, "ops", $"/cash/{receipt}");
        await ops.SeesAsync("Repay what a payee owes us");
        await ops.FitsAsync("repay-open");

        await ops.Page.GetByLabel("Payee", new() { Exact = true }).SelectOptionAsync(
            new SelectOptionValue { Label = "Payee 2 owes EUR 123.45" });
        await ops.Page.GetByLabel("Amount to repay").FillAsync("150.00");
        await ops.Page.GetByLabel("Reason of the repayment").FillAsync("Transfer by the payee");
        await ops.PressAsync("Repay debt");
        await Assertions.Expect(ops.Refusal).ToContainTextAsync("more than the payee owes");
        await ops.Page.GetByLabel("Amount to repay").FillAsync("");
        await ops.PressAsync("Repay debt");

        await ops.SeesAsync("Debts repaid");
        await ops.SeesAsync("Partly applied");
        await ops.FitsAsync("repay-done");
        await ops.PressAsync("Take back");
        await ops.Page.Locator("dialog").GetByLabel("Reason", new() { Exact = true }).FillAsync("It was another's");
        await ops.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await ops.SeesAsync("Taken back");
        await ops.SeesAsync("Repay what a payee owes us");

        await ops.Page.Locator($"a[href='/payees/{world.Payees[1]}']").ClickAsync();
        await ops.SeesAsync("Ended so far");
        await ops.SeesAsync("Repaid, taken back");
        Assert.Empty(ops.Errors);
    }
}
