using System.Text;
using NodaTime;

namespace OpsPortal.EndToEnd.Reconciliation;

/// <summary>An ERP's trial balance is brought in and compared, under a tolerance that a controller has set.</summary>
[Collection("browser")]
public sealed class ReconciliationTests(Browser browser)
{
    private static readonly LocalDate Last = SystemClock.Instance.GetCurrentInstant().InUtc().Date
        .With(DateAdjusters.StartOfMonth).PlusDays(-1);

    [BrowserFact]
    [Trait("Requirement", "REC-1")]
    [Trait("Requirement", "REC-7")]
    public async Task TrialBalance_BroughtInAndCompared_NamesTheAccountsThatDiffer()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        await TolerateAsync(address);
        await using var finance = await browser.SignedInAsync(address, "finance", "/reconciliation");
        var day = Last.ToString("uuuu-MM-dd", null);

        await UploadAsync(finance, $"Account,Currency,Balance,As of\n120000,EUR,1.00,{day}\n103000,EUR,1.001,2020-01-31\n");
        await finance.SeesAsync("2 places of it cannot be taken");
        await finance.SeesAsync($"Its balance is of 31 Jan 2020, not of {DayWords.Of(Last)}.");
        Assert.Empty(await finance.BarriersAsync());
        var good = $"Account,Currency,Balance,As of\n120000,EUR,1.00,{day}\n999900,EUR,-1.00,{day}\n";
        await UploadAsync(finance, good);
        await finance.SeesAsync($"2 balances of {DayWords.Of(Last)} are taken.");
        await UploadAsync(finance, good);
        await finance.SeesAsync("The same file was taken before. Nothing was changed.");

        await finance.Page.GetByLabel("Accounts", new() { Exact = true }).SelectOptionAsync(
            "EU: Subledger to ERP, Trial balance of SAP S/4HANA, EUR");
        await finance.Page.Locator("#run-from").FillAsync(Last.With(DateAdjusters.StartOfMonth).ToString("uuuu-MM-dd", null));
        await finance.Page.Locator("#run-to").FillAsync(day);
        await finance.PressAsync("Compare both sides");
        await finance.SeesAsync("Amounts differ");
        await finance.SeesAsync("Missing in our books");
        await finance.SeesAsync("999900");
        await finance.SeesAsync("(version 1)");
        Assert.Empty(await finance.BarriersAsync());
        Assert.Empty(finance.Errors);
    }

    private async Task TolerateAsync(Uri address)
    {
        await using var controller = await browser.SignedInAsync(address, "controller1", "/admin/policies/reconciliation");
        await controller.Page.Locator("#policy-entity").SelectOptionAsync("OpsPortal Europe GmbH");
        var tolerance = controller.Page.Locator("#tolerance-SubledgerToErp");
        await tolerance.FillAsync("EUR 0.05");
        await tolerance.BlurAsync();
        await controller.PressAsync("New reconciliation version");
        await controller.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("The ERP rounds by five cents");
        await controller.PressAsync("Save version");
        await controller.SeesAsync("version 1");
        await controller.SeesAsync("EUR 0.05");
        Assert.Empty(await controller.BarriersAsync());
        Assert.Empty(controller.Errors);
    }

    private static async Task UploadAsync(Visitor visitor, string text)
    {
        await visitor.Page.Locator("#balance-erp").SelectOptionAsync("EU: SAP S/4HANA");
        await visitor.Page.Locator("#balance-file").SetInputFilesAsync(new FilePayload
        {
            Name = "balances.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text),
        });
        await Assertions.Expect(visitor.Button("Take trial balance")).ToBeEnabledAsync();
        await visitor.PressAsync("Take trial balance");
    }
}
