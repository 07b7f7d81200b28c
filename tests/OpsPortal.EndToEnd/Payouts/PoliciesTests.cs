using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Payouts;

/// <summary>Policies by page: a new version is made with its reason, a weaker one is refused, and readers only read.</summary>
[Collection("browser")]
public sealed class PoliciesTests(Browser browser)
{
    [BrowserFact]
    [Trait("Requirement", "PAY-10")]
    public async Task Save_MakesANewVersion_AndRefusesAWeakerOne()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 0);
        await using var controller = await browser.SignedInAsync(address, "controller1", "/admin/policies");

        await controller.Page.GetByLabel("Approvals expire after (hours)").FillAsync("73");
        await SaveAsync(controller, "New approval version", "Holidays");
        await Assertions.Expect(controller.Page.Locator("dialog .notice-bad")).ToContainTextAsync("the expiry 1 to 72 hours");
        await controller.PressAsync("Cancel");
        await Assertions.Expect(controller.Page.Locator("dialog[open]")).ToHaveCountAsync(0);

        await controller.Page.GetByLabel("Approvals expire after (hours)").FillAsync("48");
        await controller.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Large batch");
        await controller.Page.GetByLabel("Currency").First.FillAsync("EUR");
        await controller.Page.GetByLabel("Batch total at least").FillAsync("250000.00");
        await SaveAsync(controller, "New approval version", "Tighter before the audit");
        await controller.SeesAsync("Approval policy version 2");
        await controller.SeesAsync("batch total at least EUR 250,000.00");

        await controller.Page.GetByLabel("Days for Sanctions check").FillAsync("30");
        await SaveAsync(controller, "New matrix version", "Screening is monthly now");
        await controller.SeesAsync("Policy matrix version 2");
        await controller.GoAsync("/admin/policies");
        await Assertions.Expect(controller.Page.GetByLabel("Days for Sanctions check")).ToHaveValueAsync("30");
        await Assertions.Expect(controller.Page.GetByLabel("Approvals expire after (hours)")).ToHaveValueAsync("48");
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-2")]
    public async Task Page_ForAReader_IsOffAndSaysWhy()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 0);
        await using var finance = await browser.SignedInAsync(address, "finance", "/admin/policies");

        await finance.SeesAsync("You read only: a controller changes policies.");
        await Assertions.Expect(finance.Page.GetByLabel("Days for Sanctions check")).ToBeDisabledAsync();
        await Assertions.Expect(finance.Button("New approval version")).ToHaveCountAsync(0);
    }

    private static async Task SaveAsync(Visitor visitor, string button, string reason)
    {
        await visitor.PressAsync(button);
        await visitor.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync(reason);
        await visitor.PressAsync("Set version");
    }
}
