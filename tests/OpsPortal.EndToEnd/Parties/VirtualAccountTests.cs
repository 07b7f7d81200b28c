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
        await finance.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change ") }).First.ClickAsync();
        await finance.SeesAsync("No virtual account yet");
        await finance.FitsAsync("buyers-none");

        await GiveAsync(finance, "DE03 1203 0000 0000 2020 51");
        await Assertions.Expect(finance.Refusal).ToContainTextAsync("check digits");
        await GiveAsync(finance, "DE02 1203 0000 0000 2020 51");
        await finance.Button($"Take away {Number}").WaitForAsync();
        await Assertions.Expect(finance.Page.GetByText(Number, new() { Exact = true })).ToHaveCountAsync(2);
        await finance.FitsAsync("buyers-given");

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
}
