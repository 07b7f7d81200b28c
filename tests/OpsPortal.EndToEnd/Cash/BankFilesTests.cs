using System.Text;

namespace OpsPortal.EndToEnd.Cash;

/// <summary>Bank files as finance uploads them: a good one, a broken one, the good one again.</summary>
[Collection("browser")]
public sealed class BankFilesTests(Browser browser)
{
    private const string Movement = ":61:2603020302C8,85NTRFNONREF//R-1\r\n:86:166?20Invoice EU-1?32Acme GmbH\r\n";

    [BrowserFact]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_GoodBrokenAndTwice_TellsWhatBecameOfEach()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        await using var finance = await browser.SignedInAsync(address, "finance", "/cash/imports");
        Assert.Empty(await finance.BarriersAsync());

        await UploadAsync(finance, "good.sta", Statement("C260302EUR108,85"));
        await finance.SeesAsync("good.sta is taken");
        await finance.SeesAsync("1 line taken, 0 known before");
        Assert.Empty(await finance.BarriersAsync());

        await UploadAsync(finance, "broken.sta", Statement("C260302EUR108,86"));
        await Assertions.Expect(finance.Refusal).ToContainTextAsync("nothing was changed");
        await finance.SeesAsync("the closing balance is EUR 108.86");
        Assert.Empty(await finance.BarriersAsync());

        await UploadAsync(finance, "again.sta", Statement("C260302EUR108,85"));
        await finance.SeesAsync("This file was taken before");
        await finance.Page.GetByRole(AriaRole.Link, new() { Name = "Its lines" }).ClickAsync();
        await finance.SeesAsync("Customer receipt");
        Assert.Empty(await finance.BarriersAsync());
        Assert.Empty(finance.Errors);
    }

    private static string Statement(string closing) =>
        $":20:START\r\n:25:DE89370400440532013000\r\n:28C:7/1\r\n:60F:C260301EUR100,\r\n{Movement}:62F:{closing}\r\n-\r\n";

    private static async Task UploadAsync(Visitor visitor, string name, string text)
    {
        await visitor.Page.GetByLabel("Bank file (").SetInputFilesAsync(new FilePayload
        {
            Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text),
        });
        await Assertions.Expect(visitor.Button("Import file")).ToBeEnabledAsync();
        await visitor.PressAsync("Import file");
    }
}
