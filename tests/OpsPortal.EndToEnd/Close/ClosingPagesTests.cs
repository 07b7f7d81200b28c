namespace OpsPortal.EndToEnd.Close;

/// <summary>The pages of a close in the states in which people meet them: sheets open, refusals drawn, figures drilled into; at a
/// desk and on a phone, light and dark.</summary>
[Collection("browser")]
[Trait("Requirement", "UX-5")]
public sealed class ClosingPagesTests(ClosingRooms rooms) : IClassFixture<ClosingRooms>
{
    [BrowserFact]
    [Trait("Requirement", "CLS-1")]
    public async Task Month_WithBlockersAnOpenSheetAndARefusal_HasNoBarriers()
    {
        await using var finance = await rooms.AsAsync("finance", PlantedMonth.Path);
        await finance.ReadsAsync("Nobody has begun this close");
        await finance.PressAsync("Begin close");
        await finance.ReadsAsync("things block");
        await ClosingRooms.LookAsync(finance, "month-begun");

        await finance.Page.Locator("summary", new() { HasText = "Evidence for Bank statements complete" }).ClickAsync();
        await finance.Page.GetByLabel("File for Bank statements complete").SetInputFilesAsync(new FilePayload
        {
            Name = "letter-of-the-bank.txt", MimeType = "text/plain", Buffer = "The bank confirms."u8.ToArray(),
        });
        await finance.Page.Locator("li:has(strong:text-is('Bank statements complete'))")
            .GetByRole(AriaRole.Button, new() { Name = "Add file" }).ClickAsync();
        await finance.LiveAsync();
        await finance.ReadsAsync("Evidence for Bank statements complete: 1 file");
        await finance.Page.GetByRole(AriaRole.Link, new() { Name = "letter-of-the-bank.txt" }).WaitForAsync();
        await ClosingRooms.LookAsync(finance, "evidence-filed");

        await finance.PressAsync("Tick: Unapplied cash explained");
        await finance.Page.GetByLabel("What you saw").FillAsync("One credit waits for its invoice.");
        await finance.PressAsync("Tick");
        await Assertions.Expect(finance.Page.Locator("dialog .notice-bad")).ToContainTextAsync("Bank statements complete");
        await ClosingRooms.LookAsync(finance, "tick-refused");
        await finance.PressAsync("Cancel");
        await Assertions.Expect(finance.Page.Locator("dialog[open]")).ToHaveCountAsync(0);

        await finance.Page.Locator("#samples").GetByRole(AriaRole.Button, new() { Name = "Fail" }).First.ClickAsync();
        await finance.Page.GetByLabel("What you saw").FillAsync("The document is not there.");
        await finance.PressAsync("Fail sample");
        await finance.ReadsAsync("Failed");
        await ClosingRooms.LookAsync(finance, "sample-failed");
    }

    [BrowserFact]
    [Trait("Requirement", "CLS-1")]
    public async Task Checklist_WithOneItemMore_IsANewVersion()
    {
        await using var controller = await rooms.AsAsync("controller1", "/admin/policies/checklist");
        await controller.PressAsync("Change the checklist");
        var items = controller.Page.Locator("fieldset");
        await Assertions.Expect(items.First).ToBeVisibleAsync();
        var before = await items.CountAsync();
        await controller.PressAsync("Add an item");
        await Assertions.Expect(items).ToHaveCountAsync(before + 1);
        var item = items.Last;
        await item.GetByLabel("Name").FillAsync("Bonus accrued");
        await item.GetByLabel("What is to be done or seen").FillAsync("The bonus of the month is booked.");
        await item.GetByLabel("Due, working days").FillAsync("4");
        await controller.PressAsync("New checklist version");
        await controller.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("A bonus is paid from now on");
        await controller.PressAsync("Save version");
        await controller.ReadsAsync("A bonus is paid from now on");
        await Assertions.Expect(controller.Page.Locator("table").First).ToContainTextAsync("Bonus accrued");
        await ClosingRooms.LookAsync(controller, "checklist-policy");
    }

    [BrowserFact]
    [Trait("Requirement", "REC-3")]
    public async Task Run_WithAnOpenExplanationARefusalAndABrokenReport_HasNoBarriers()
    {
        await using var finance = await rooms.AsAsync("finance", "/reconciliation");
        await finance.ReadsAsync("Nothing is unexplained");
        await finance.CompareAsync(PlantedMonth.ProviderScope);
        await finance.Page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).First.ClickAsync();
        await finance.Page.GetByLabel("Kind of reason").SelectOptionAsync(new SelectOptionValue { Label = "Timing" });
        await finance.Page.GetByLabel("Why it is there").FillAsync("Twice");
        await finance.PressAsync("Explain break");
        await Assertions.Expect(finance.Page.Locator("dialog .notice-bad")).ToBeVisibleAsync();
        await ClosingRooms.LookAsync(finance, "explanation-refused");
        await finance.PressAsync("Cancel");

        await finance.TakeReportAsync("broken.csv",
            "transaction_id,created_utc,category,reference,idempotency_key,currency,gross,fee,net\n"
                + "t1,2019-01-01 10:00:00,payment,p1,,EUR,10.00,0.00,10.00\nt2,yesterday,payment,p2,,XXX,1.001,0,1\n");
        await finance.ReadsAsync("Why it was refused");
        await finance.ReadsAsync("Line 3");
        await ClosingRooms.LookAsync(finance, "report-refused");
    }

    [BrowserFact]
    [Trait("Requirement", "LED-6")]
    public async Task RollForward_DrilledIntoByDay_LeadsToItsEntries()
    {
        await using var finance = await rooms.AsAsync("finance", "/ledger/roll-forward?month=2026-02");
        await finance.Page.GetByRole(AriaRole.Link, new() { Name = "2120" }).First.ClickAsync();
        await finance.ReadsAsync("26 Feb 2026");
        await ClosingRooms.LookAsync(finance, "roll-forward-days");
        await finance.Page.Locator("tr:has-text('26 Feb 2026') a[href*='/ledger/roll-forward/lines']").First.ClickAsync();
        await finance.ReadsAsync("The lines behind one figure of the roll-forward");
        await finance.Page.Locator("main tbody a").First.WaitForAsync();
        await ClosingRooms.LookAsync(finance, "roll-forward-lines");
        await finance.Page.Locator("main tbody a").First.ClickAsync();
        await finance.ReadsAsync("One economic event, balanced, never changed.");
        await ClosingRooms.LookAsync(finance, "entry");
    }

    [BrowserFact]
    [Trait("Requirement", "ERP-2")]
    public async Task Export_WithRejectionsAndARefusedResult_HasNoBarriers()
    {
        await using var finance = await rooms.AsAsync("finance", "/erp");
        await finance.HandOverAsync("New");
        await finance.AnswerAsync(rejected: 1);
        await finance.ReadsAsync("1 rejected");
        await ClosingRooms.LookAsync(finance, "export-rejected");
        await finance.ChooseAsync("Result of the ERP", "letter.csv", "Dear Sir or Madam,\nall is well.\n", "Import result");
        await Assertions.Expect(finance.Refusal).ToBeVisibleAsync();
        await ClosingRooms.LookAsync(finance, "result-refused");
    }
}
