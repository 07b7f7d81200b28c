using System.Text;
using System.Text.RegularExpressions;

namespace OpsPortal.EndToEnd.Erp;

/// <summary>A month goes to the ERP: handed over, one document rejected, the mapping mended, sent again, taken.</summary>
[Collection("browser")]
public sealed class ErpTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "ERP-2")]
    public async Task HandOver_RejectedMendedAndSentAgain_EndsTaken()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        await using var finance = await browser.SignedInAsync(address, "finance", "/erp");
        await finance.Page.GetByLabel("Format", new() { Exact = true }).SelectOptionAsync("GenericCsv");
        await finance.Page.GetByLabel("Documents", new() { Exact = true }).SelectOptionAsync("PerMonth");
        await finance.PressAsync("Hand over");
        await finance.SeesAsync("The export is made");
        await finance.PressAsync("Hand over");
        await Assertions.Expect(finance.Refusal).ToContainTextAsync("Every entry of these days was handed over before");
        await finance.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Export 1 of EU" }).GetByRole(AriaRole.Link).First
            .ClickAsync();
        await finance.SeesAsync("No result yet");
        Assert.Empty(await finance.BarriersAsync());
        var externalId = await ExternalIdAsync(finance);

        await UploadAsync(finance,
            $"External ID,Status,Document number,Message\n{externalId},rejected,,No such account\nX-1,accepted,9,\n");
        await finance.SeesAsync("1 rejected");
        await finance.SeesAsync("No such account");
        await finance.SeesAsync("No document of this company was handed over under this external id.");
        Assert.Empty(await finance.BarriersAsync());

        await MendAsync(address);
        await finance.GoAsync("/erp");
        await finance.Page.GetByLabel("Format", new() { Exact = true }).SelectOptionAsync("GenericCsv");
        await finance.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Rejected");
        await finance.PressAsync("Hand over");
        await finance.SeesAsync("The export is made");
        await finance.Page.GetByRole(AriaRole.Link, new() { Name = "Its files" }).ClickAsync();
        await finance.SeesAsync("Version 1");
        Assert.Equal(externalId, await ExternalIdAsync(finance));
        await UploadAsync(finance, $"External ID,Status,Document number\n{externalId},accepted,JE-77\n");
        await finance.SeesAsync("JE-77");
        await finance.SeesAsync("1 accepted, 0 already there, 0 rejected, 0 waiting");
        Assert.Empty(finance.Errors);
    }

    private async Task MendAsync(Uri address)
    {
        await using var controller = await browser.SignedInAsync(address, "controller1", "/erp/mapping?target=GenericCsv");
        var field = controller.Page.GetByLabel("Account 2600 in the ERP");
        await field.FillAsync("260000");
        await field.BlurAsync();
        await controller.PressAsync("Save mapping");
        await controller.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("The ERP wants six digits");
        await controller.PressAsync("Save new version");
        await controller.SeesAsync("Version 1 is in force.");
        await Assertions.Expect(controller.Page.GetByLabel("Account 2600 in the ERP")).ToHaveValueAsync("260000");
        Assert.Empty(await controller.BarriersAsync());
    }

    private static async Task<string> ExternalIdAsync(Visitor visitor) => Regex.Match(
        await visitor.Page.Locator("table").Last.InnerTextAsync(), @"EU-\d{6}-EUR-\d").Value;

    private static async Task UploadAsync(Visitor visitor, string text)
    {
        await visitor.Page.GetByLabel("Result of the ERP").SetInputFilesAsync(new FilePayload
        {
            Name = "result.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text),
        });
        await Assertions.Expect(visitor.Button("Import result")).ToBeEnabledAsync();
        await visitor.PressAsync("Import result");
    }
}
