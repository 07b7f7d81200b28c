namespace OpsPortal.EndToEnd.Shell;

/// <summary>The keys of a table's rows open what a row leads to, and press nothing.</summary>
[Collection("browser")]
public sealed class RowKeysTests(DemoDesk desk) : IClassFixture<DemoDesk>
{
    [BrowserFact]
    [Trait("Requirement", "UX-2")]
    public async Task Enter_OpensARow_AndPressesNoButtonOfOneThatLeadsNowhere()
    {
        var admin = await desk.AsAsync("admin");
        await admin.GoAsync("/admin/jobs");
        await Assertions.Expect(admin.Page.Locator("tbody tr").First).ToContainTextAsync("Run now");
        await admin.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(admin.Page.Locator("tbody tr").First).ToBeFocusedAsync();
        await admin.Page.EvaluateAsync(
            "() => document.addEventListener('click', event => { document.body.dataset.pressed = event.target.tagName; })");
        await admin.Page.Keyboard.PressAsync("Enter");
        Assert.Null(await admin.Page.Locator("body").GetAttributeAsync("data-pressed"));

        var finance = await desk.AsAsync("finance");
        await finance.GoAsync("/payouts/batches");
        await finance.Page.Keyboard.PressAsync("j");
        await finance.Page.Keyboard.PressAsync("Enter");
        await finance.Page.WaitForURLAsync("**/payouts/batches/*");
        await finance.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(finance.Page.Locator("dialog[open]")).ToContainTextAsync("Open the row");
    }

    [BrowserFact]
    [Trait("Requirement", "UX-2")]
    public async Task Row_TellsTheExactMomentOnHover_AndOpensWhereverItIsPressed()
    {
        var ops = await desk.AsAsync("ops");
        await ops.GoAsync("/exceptions");
        var moment = ops.Page.Locator("tbody time").First;
        await moment.HoverAsync();
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC$", await moment.GetAttributeAsync("title"));

        await ops.Page.Locator("tbody tr:first-child td:last-child").ClickAsync();
        await ops.Page.WaitForURLAsync("**/exceptions/*");
    }
}
