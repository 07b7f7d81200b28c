using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Parties;

/// <summary>A controller sets off what a payee owes, on the payee's page; others see why they may not.</summary>
[Collection("browser")]
public sealed class SetOffTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "LED-11")]
    public async Task SetOff_OnThePayeesPage_MeetsTheDebt_AndLeadsToItsEntry()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        await world.OweAsync(world.Payees[1], 12_345);
        await using var controller = await browser.SignedInAsync(address, "controller1", $"/payees/{world.Payees[1]}");
        await controller.SeesAsync("Right to set off");
        await controller.FitsAsync("set-off-owed");

        await controller.PressAsync("Set off EUR 123.45");
        await controller.Page.GetByLabel("Amount in EUR").FillAsync("500.00");
        await controller.Page.GetByLabel("Reason").FillAsync("Agreed by telephone");
        await controller.PressAsync("Set off");
        await Assertions.Expect(controller.Refusal).ToContainTextAsync("more than the payee owes");
        await controller.FitsAsync("set-off-refused");
        await controller.Page.GetByLabel("Amount in EUR").FillAsync("123.45");
        await controller.PressAsync("Set off");

        await controller.SeesAsync("Ended so far");
        await controller.SeesAsync("Nothing. A payment that was lost");
        await controller.SeesAsync("Set debt off");
        await controller.FitsAsync("set-off-done");
        await controller.Page.Locator("a[href^='/ledger/entries/']").First.ClickAsync();
        await controller.SeesAsync("Recovered from payee by set-off");
        Assert.Empty(controller.Errors);
    }

    [BrowserFact]
    [Trait("Requirement", "LED-11")]
    public async Task Debt_WithoutARight_SaysThatItIsKeptBack_AndFinanceSeesNoButton()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        await world.OweAsync(world.Payees[0], 5_000);
        await world.OweAsync(world.Payees[1], 5_000);
        await using var controller = await browser.SignedInAsync(address, "controller1", $"/payees/{world.Payees[0]}");
        await Assertions.Expect(controller.Button("Set off EUR 50.00")).ToBeDisabledAsync();
        await controller.SeesAsync("No contract of the payee has a set-off clause");

        await using var finance = await browser.SignedInAsync(address, "finance", $"/payees/{world.Payees[1]}");
        await finance.SeesAsync("Right to set off");
        await Assertions.Expect(finance.Button("Set off EUR 50.00")).ToHaveCountAsync(0);
        Assert.Empty(controller.Errors.Concat(finance.Errors));
    }
}
