using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.EndToEnd.Close;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Reconciliation;

/// <summary>A payout paid outside a provider gets its sheet: taken back once by its maker, then signed by a second
/// person.</summary>
[Collection("browser")]
public sealed class SettlementSheetTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "REC-4")]
    public async Task Sheet_IsTakenBackByItsMaker_MadeAnewAndSignedByASecondPerson()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 2);
        await PayByHandAsync(world);
        await using var finance = await browser.SignedInAsync(address, "finance", "/reconciliation", 1440);

        await MakeAsync(finance);
        await finance.ReadsAsync("Waits for signature");
        await Assertions.Expect(finance.Button("Sign settlement sheet")).ToHaveCountAsync(0);
        await finance.PressAsync("Discard sheet");
        await finance.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("The wrong days");
        await ClosingRooms.LookAsync(finance, "sheet-discard");
        await finance.PressAsync("Discard");
        await finance.Page.WaitForURLAsync("**/reconciliation");
        await MakeAsync(finance);
        var path = new Uri(finance.Page.Url).AbsolutePath;

        await using var controller = await browser.SignedInAsync(address, "controller1", path, 390);
        await controller.PressAsync("Sign settlement sheet");
        await controller.ReadsAsync("Compared with the bank and signed");
        await ClosingRooms.LookAsync(controller, "sheet-signed");
        await finance.GoAsync(path);
        await finance.ReadsAsync("Compared with the bank and signed");
        await Assertions.Expect(finance.Button("Discard sheet")).ToHaveCountAsync(0);
    }

    private static async Task MakeAsync(Visitor finance)
    {
        await finance.Page.Locator("#settlement-entity")
            .SelectOptionAsync(new SelectOptionValue { Label = "Harbour Pay Ireland Ltd" });
        await finance.PressAsync("Make settlement sheet");
        await finance.Page.WaitForURLAsync("**/reconciliation/reports/*");
    }

    private static async Task PayByHandAsync(PayoutWorld world)
    {
        var item = (await world.BatchAsync(await world.TransmittedAsync())).Items[0];
        var done = await world.Use<CommandRunner>().RunAsync(Permission.Background, Actor.System("test"), async work =>
            await world.Use<PayoutMoves>().ApplyAsync(work, (await PayoutMoves.FindAsync(work.Db, item.Key, work.Ct))!,
                PayoutItemAction.Pay, new PayoutEventFact(work.Now), null), CancellationToken.None);
        Assert.Null(done.Refusal);
    }
}
