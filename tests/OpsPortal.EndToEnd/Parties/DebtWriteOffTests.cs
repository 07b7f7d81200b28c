using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Parties;

/// <summary>Finance asks to write off what a payee owes, a controller decides, both on the payee's page.</summary>
[Collection("browser")]
public sealed class DebtWriteOffTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "LED-11")]
    public async Task WriteOff_AskedByFinance_IsApprovedByAController()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        await world.OweAsync(world.Payees[1], 12_345);
        await using var finance = await browser.SignedInAsync(address, "finance", $"/payees/{world.Payees[1]}");
        await finance.PressAsync("Ask to write off EUR 123.45");
        await finance.Page.GetByLabel("Amount to write off in EUR").FillAsync("500.00");
        await finance.Page.GetByLabel("Reason").FillAsync("Insolvent");
        await finance.PressAsync("Ask for write-off");
        await Assertions.Expect(finance.Refusal).ToContainTextAsync("more than the payee owes");
        await finance.Page.GetByLabel("Amount to write off in EUR").FillAsync("123.45");
        await finance.PressAsync("Ask for write-off");
        await finance.SeesAsync("A write-off of EUR 123.45 waits for a decision");
        await Assertions.Expect(finance.Button("Approve write-off of EUR 123.45")).ToHaveCountAsync(0);
        await finance.FitsAsync("write-off-asked");

        await using var controller = await browser.SignedInAsync(address, "controller1", "/");
        await controller.Page.GetByText("Decide the write-off of what Payee 2 owes").First.ClickAsync();
        await controller.SeesAsync("Insolvent");
        await controller.FitsAsync("write-off-waits");
        await controller.PressAsync("Approve write-off of EUR 123.45");
        await controller.SeesAsync("EUR 123.45 becomes bad debt and is no longer owed");
        await controller.PressAsync("Write it off");
        await controller.SeesAsync("Ended so far");
        await controller.SeesAsync("Written off");
        await controller.SeesAsync("Nothing. A payment that was lost");
        Assert.Empty(finance.Errors.Concat(controller.Errors));
    }
}
