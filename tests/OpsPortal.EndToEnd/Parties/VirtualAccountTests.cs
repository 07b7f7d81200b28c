namespace OpsPortal.EndToEnd.Parties;

/// <summary>A buyer's virtual account as finance gives it and takes it away, at a desk and on a phone.</summary>
[Collection("browser")]
public sealed class VirtualAccountTests(Browser browser)
{
    private const string Number = "DE02120300000000202051";

    [BrowserFact]
    [Trait("Requirement", "CSH-4")]
    public async Task Give_ThenTakeAway_ShowsWhatTheBuyerHas()
    {
        await using var host = PortalHost.Demo();
        await using var finance = await browser.SignedInAsync(host.Listen(), "finance", "/admin/buyers");
        await finance.Page.SetViewportSizeAsync(1440, 900);
        await finance.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Mend ") }).First.ClickAsync();
        await finance.SeesAsync("No virtual account yet");
        await FitsAsync(finance, "none");

        await GiveAsync(finance, "DE03 1203 0000 0000 2020 51");
        await Assertions.Expect(finance.Refusal).ToContainTextAsync("check digits");
        await GiveAsync(finance, "DE02 1203 0000 0000 2020 51");
        await finance.Button($"Take away {Number}").WaitForAsync();
        await Assertions.Expect(finance.Page.GetByText(Number, new() { Exact = true })).ToHaveCountAsync(2);
        await FitsAsync(finance, "given");

        await finance.PressAsync($"Take away {Number}");
        await finance.SeesAsync("No virtual account yet");
        await Assertions.Expect(finance.Page.GetByText(Number)).ToHaveCountAsync(0);
        Assert.Empty(finance.Errors);
    }

    private static async Task GiveAsync(Visitor visitor, string number)
    {
        await visitor.Page.GetByLabel("IBAN or account number").FillAsync(number);
        await visitor.PressAsync("Give virtual account");
    }

    private static async Task FitsAsync(Visitor visitor, string name)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            Assert.Empty(await visitor.BarriersAsync());
            Assert.True(await visitor.WidthAsync() <= width, $"The page is wider than {width}.");
            if (Visitor.KeepsPictures)
                await visitor.PictureAsync($"buyers-{name}-{width}");
        }
    }
}
