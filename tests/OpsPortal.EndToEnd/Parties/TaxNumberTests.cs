using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Parties;

namespace OpsPortal.EndToEnd.Parties;

/// <summary>A payee's tax numbers as Compliance enters, replaces and sees them, at a desk and on a phone.</summary>
[Collection("browser")]
public sealed class TaxNumberTests(Browser browser)
{
    private const string Whole = "PL8567346215";

    [BrowserFact]
    [Trait("Requirement", "CMP-3")]
    public async Task Add_ThenReplace_ThenShow_SaysWhatIsOnFile()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        await using var compliance = await browser.SignedInAsync(address, "compliance", await PageOfAsync(host, "lucja"));
        await compliance.SeesAsync("No tax number on file");
        await compliance.SeesAsync("no VAT number on file");
        await compliance.FitsAsync("tax-none");

        await compliance.PressAsync("Add tax number");
        await GiveAsync(compliance, "856 734 62 16", "VIES was down");
        await Assertions.Expect(compliance.Refusal).ToContainTextAsync("check digits");
        await compliance.FitsAsync("tax-refused");
        Assert.DoesNotContain("856 734", await compliance.Page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage })"),
            StringComparison.Ordinal);
        await GiveAsync(compliance, "856 734 62 15", "VIES was down");
        await compliance.SeesAsync("PL •••• 215");
        await Assertions.Expect(compliance.Page.GetByText("no VAT number on file")).ToHaveCountAsync(0);
        await compliance.PressAsync("Add tax number");
        await compliance.Page.GetByLabel("What a registry said").SelectOptionAsync("Confirmed");
        await GiveAsync(compliance, Whole, null);
        await compliance.SeesAsync("1 earlier version");

        await ShowAsync(compliance);
        await compliance.Page.GetByText(Whole, new() { Exact = true }).WaitForAsync();
        await compliance.Page.GetByText("1 earlier version").ClickAsync();
        await compliance.FitsAsync("tax-shown");
        await compliance.PressAsync("Hide tax number");
        await Assertions.Expect(compliance.Page.GetByText(Whole)).ToHaveCountAsync(0);
        await compliance.SeesAsync("Revealed tax number");
        Assert.Empty(compliance.Errors);
    }

    [BrowserFact]
    [Trait("Requirement", "CMP-3")]
    public async Task Page_ForOps_ShowsTheEndAndNoButton()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        await using var ops = await browser.SignedInAsync(address, "ops", await PageOfAsync(host, "gruen"));

        await ops.SeesAsync("DE •••• 976");
        await ops.SeesAsync("You may not enter tax numbers. Who may: Finance, Compliance.");
        await Assertions.Expect(ops.Page.GetByText("Show tax number")).ToHaveCountAsync(0);
        await ops.FitsAsync("tax-ops");
        Assert.Empty(ops.Errors);
    }

    private static async Task GiveAsync(Visitor visitor, string number, string? reason)
    {
        await visitor.Page.GetByLabel("Country of the tax office").FillAsync("pl");
        await visitor.Page.GetByLabel("Tax number", new() { Exact = true }).FillAsync(number);
        await visitor.Page.GetByLabel("Form or registry").FillAsync("VIES");
        if (reason is not null)
            await visitor.Page.GetByLabel("Why it is taken").FillAsync(reason);
        await visitor.PressAsync("Keep tax number");
    }

    private static async Task ShowAsync(Visitor visitor)
    {
        await visitor.PressAsync("Show VAT number, PL");
        await visitor.Page.GetByLabel("What you need it for").FillAsync("The tax office asks.");
        await visitor.PressAsync("Show tax number");
    }

    private static async Task<string> PageOfAsync(PortalHost host, string mailbox)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var email = $"{mailbox}@payee.test";
        return $"/payees/{(await db.Set<Payee>().SingleAsync(payee => payee.Email == email)).Id}";
    }
}
