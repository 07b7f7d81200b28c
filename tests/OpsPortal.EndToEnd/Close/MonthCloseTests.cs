using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.EndToEnd.Close;

/// <summary>A month with planted breaks is closed by the people who close it, in real browsers; its pack is verified and
/// read by somebody who was not there.</summary>
[Collection("browser")]
public sealed class MonthCloseTests(Browser browser)
{
    private const string Explanation = "The provider repeats the row; its support confirmed ticket 4711.";

    [BrowserFact]
    [Trait("Requirement", "CLS-2")]
    [Trait("Requirement", "CLS-3")]
    [Trait("Requirement", "CLS-4")]
    [Trait("Requirement", "REC-3")]
    [Trait("Requirement", "LED-8")]
    [Trait("Requirement", "ERP-2")]
    public async Task Close_OfAMonthWithPlantedBreaks_IsRefusedUntilEachIsDealtWith_AndItsPackStandsAlone()
    {
        await using var host = await PlantedMonth.HostAsync();
        var address = host.Listen();
        var month = await PlantedMonth.InAsync(host);
        await using var finance = await browser.SignedInAsync(address, "finance", PlantedMonth.Path, 1440);
        await using var first = await browser.SignedInAsync(address, "controller1", "/close/checkpoints", 1440);

        await BeginAsync(finance);
        await BringInMissingStatementAsync(finance, first);
        await ExplainDoubledRowAsync(finance, first, month);
        await WorkCheckpointAsync(finance, first);
        await MendRejectedLineAsync(finance, first);
        await WorkChecklistAsync(finance);
        await MeetLateEventAsync(finance, month);
        await SignAsync(address, finance, first);
        await PostLateInTheOpenMonthAsync(finance, month);
        await ReadPackAsync(address, finance, month, host.Store.Folder);
        await ReopenAsync(address, finance, first);
        Assert.Empty(finance.Errors);
    }

    private static async Task BeginAsync(Visitor finance)
    {
        await finance.PressAsync("Begin close");
        await Assertions.Expect(finance.Blockers()).ToContainTextAsync("Bank accounts equal their statements does not tie");
        await Assertions.Expect(finance.Blockers()).ToContainTextAsync("Provider balances equal their reports does not tie");
        await Assertions.Expect(finance.Button("Prepare close")).ToBeDisabledAsync();
        await finance.ReadsAsync("Something blocks this close: see the blockers.");
    }

    private static async Task BringInMissingStatementAsync(Visitor finance, Visitor controller)
    {
        var run = await finance.CompareAsync(PlantedMonth.BankScope);
        await finance.ReadsAsync("Statement does not add up");
        await controller.ReviewRunAsync(run);
        await Assertions.Expect(controller.Refusal).ToContainTextAsync("residual");

        await finance.BringInStatementAsync("february-27.xml", PlantedMonth.MissingStatement);
        run = await finance.CompareAsync(PlantedMonth.BankScope);
        await finance.ReadsAsync("Gone with this run");
        await controller.ReviewRunAsync(run);
        await controller.ReadsAsync("Both sides and the breaks.");
    }

    private static async Task ExplainDoubledRowAsync(Visitor finance, Visitor controller, PlantedMonth month)
    {
        var run = await finance.CompareAsync(PlantedMonth.ProviderScope);
        await finance.ReadsAsync("Doubled");
        var keys = finance.Page.Keyboard;
        await finance.TabToAsync(finance.Button($"Explain {month.Doubled}"));
        await keys.PressAsync("Enter");
        await finance.Page.Locator("dialog[open]").WaitForAsync();
        await keys.PressAsync("Shift+Tab");
        await keys.TypeAsync("Duplicate on");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(Explanation);
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await finance.ReadsAsync(Explanation);
        await finance.ReadsAsync("Duplicate on the other side");
        await controller.ReviewRunAsync(run);
        await controller.ReadsAsync("Both sides and the breaks.");
    }

    private static async Task WorkCheckpointAsync(Visitor finance, Visitor controller)
    {
        const string Name = "Provider report in, IE01, 27 Feb 2026";
        await finance.GoAsync("/close/checkpoints");
        await finance.PressAsync($"Do {Name}");
        await finance.Page.Locator("dialog[open]").GetByText("sandbox: the report is in").WaitForAsync();
        await ClosingRooms.LookAsync(finance, "checkpoint-do");
        await finance.Page.GetByLabel("What you saw").FillAsync("Read; one row stands twice in it.");
        await finance.PressAsync("Done");
        await finance.ReadsAsync("one row stands twice in it");
        await controller.GoAsync("/close/checkpoints");
        await controller.PressAsync($"Review {Name}");
        await ClosingRooms.LookAsync(controller, "checkpoint-review");
        await controller.PressAsync("Reviewed");
        await controller.ReadsAsync("Reviewed by Carla Meyer.");
    }

    private static async Task MendRejectedLineAsync(Visitor finance, Visitor controller)
    {
        await finance.HandOverAsync("New");
        await finance.AnswerAsync(rejected: 1);
        await finance.ReadsAsync("No such account");
        await finance.RunTieOutsAsync();
        await Assertions.Expect(finance.Blockers()).ToContainTextAsync("Handed over to the ERP does not tie");

        await controller.GoAsync("/erp/mapping?target=GenericCsv");
        await controller.Page.GetByLabel("Account 2600 in the ERP").FillAsync("260000");
        await controller.Page.GetByLabel("Account 2600 in the ERP").BlurAsync();
        await controller.PressAsync("Save mapping");
        await controller.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("The ERP wants six digits");
        await controller.PressAsync("Save new version");
        await controller.ReadsAsync("Version 1 is in force.");
        await finance.HandOverAsync("Rejected");
        await finance.AnswerAsync(rejected: 0);
        await finance.ReadsAsync("1 accepted, 0 already there, 0 rejected, 0 waiting");
    }

    private static async Task WorkChecklistAsync(Visitor finance)
    {
        await finance.RunTieOutsAsync();
        await finance.TickAllAsync();
        await finance.PassSamplesAsync();
        await finance.NothingBlocksAsync();
        await Assertions.Expect(finance.Button("Prepare close")).ToBeEnabledAsync();
    }

    private static async Task MeetLateEventAsync(Visitor finance, PlantedMonth month)
    {
        await month.ComeLateAsync("IE-2026-00005", 75_00);
        await finance.SignAsync("Prepare close");
        await Assertions.Expect(finance.Page.Locator("dialog .notice-bad")).ToContainTextAsync("moved");
        await finance.RunTieOutsAsync();
        await Assertions.Expect(finance.Blockers()).ToContainTextAsync("Provider balances equal their reports does not tie");
        await Assertions.Expect(finance.Blockers()).ToContainTextAsync("Handed over to the ERP does not tie");

        await finance.BringInReportAsync("february-again.csv", await month.ReportAsync());
        await finance.CompareAsync(PlantedMonth.ProviderScope);
        await finance.ReadsAsync(Explanation);
        await finance.HandOverAsync("New");
        await finance.AnswerAsync(rejected: 0);
        await finance.RunTieOutsAsync();
        await finance.NothingBlocksAsync();
    }

    private async Task SignAsync(Uri address, Visitor finance, Visitor reviewer)
    {
        await finance.SignAsync("Prepare close");
        await finance.ReadsAsync("It waits for a reviewer who did not prepare it.");
        await reviewer.SignAsync("Review close");
        await reviewer.ReadsAsync("It waits for the signature of a controller");
        await using var one = await browser.SignedInAsync(address, "controller2", PlantedMonth.Path, 390);
        await using var two = await browser.SignedInAsync(address, PlantedMonth.Third, PlantedMonth.Path, 1440);
        await one.TabToAsync(one.Button("Sign close"));
        await one.Page.Keyboard.PressAsync("Enter");
        await one.Page.GetByLabel("Confirm password").WaitForAsync();
        Assert.Empty(await one.BarriersAsync());
        await one.Page.Keyboard.TypeAsync(Demo.DemoPeople.Password);
        await two.PressAsync("Sign close");
        await two.Page.GetByLabel("Confirm password").FillAsync(Demo.DemoPeople.Password);

        await Task.WhenAll(one.Page.Keyboard.PressAsync("Enter"), two.PressAsync("Confirm"));

        foreach (var signer in new[] { one, two })
        {
            await signer.ReadsAsync("Closed: nothing posts into this month.");
            await Assertions.Expect(signer.Page.Locator("section[aria-label='Sign-off chain'] >> text=/^Signed/"))
                .ToHaveCountAsync(1);
        }
    }

    private static async Task PostLateInTheOpenMonthAsync(Visitor finance, PlantedMonth month)
    {
        var entry = await month.EntryOfAsync(await month.ComeLateAsync("IE-2026-00006", 30_00));
        await finance.GoAsync($"/ledger/entries/{entry.Id}");
        await Assertions.Expect(finance.Page.Locator("dl > div:has(dt:text-is('Booked on'))")).ToContainTextAsync("1 Mar 2026");
        await Assertions.Expect(finance.Page.Locator("dl > div:has(dt:text-is('Happened'))"))
            .ToContainTextAsync("2026-02-27 19:00");
    }

    private async Task ReadPackAsync(Uri address, Visitor finance, PlantedMonth month, string folder)
    {
        await finance.GoAsync(PlantedMonth.Path);
        await finance.PressAsync("Make the pack");
        await finance.ReadsAsync("steps,");
        var pack = await APack.DownloadAsync(finance, folder);
        await finance.Page.Locator("#pack summary").ClickAsync();
        await finance.ReadsAsync("csv/reconciliation-breaks.csv");
        await ClosingRooms.LookAsync(finance, "pack-made");
        var whole = await pack.VerifyAsync();
        Assert.True(whole.ExitCode == 0, whole.Words);
        Assert.Contains("The pack is whole", whole.Words, StringComparison.Ordinal);
        var (exitCode, words) = await pack.WithOneByteChanged("csv/reconciliation-breaks.csv").VerifyAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED  csv/reconciliation-breaks.csv", words, StringComparison.Ordinal);

        var doubled = await month.BreakOfAsync(BreakKind.Doubled);
        string[] told = [doubled.Id.ToString(), Explanation, month.Doubled];
        Assert.All(told, text => Assert.Contains(text, pack.Text("csv/reconciliation-breaks.csv"), StringComparison.Ordinal));
        Assert.All(["R-2", "Customer receipt"],
            text => Assert.Contains(text, pack.Text("csv/bank-lines.csv"), StringComparison.Ordinal));
        var letters = await pack.LettersAsync();
        Assert.All(told, text => Assert.Contains(APack.Letters(text), letters, StringComparison.Ordinal));
        await using var stranger = await browser.SignedInAsync(address, "auditor", $"/trace?id={doubled.Id}");
        await stranger.ReadsAsync(month.Doubled);
        await stranger.GoAsync($"/trace?id={month.Doubled}");
        await stranger.ReadsAsync("IE-2026-00001");
    }

    private async Task ReopenAsync(Uri address, Visitor finance, Visitor asker)
    {
        await asker.GoAsync(PlantedMonth.Path);
        await asker.PressAsync("Ask to reopen");
        await asker.Page.Locator("dialog textarea").FillAsync("A fee was forgotten.");
        await asker.PressAsync("Ask");
        await Assertions.Expect(asker.Button("Confirm reopening")).ToBeDisabledAsync();
        await using var other = await browser.SignedInAsync(address, "controller2", PlantedMonth.Path, 1440);
        await other.PressAsync("Confirm reopening");
        await other.ConfirmAsync();
        await other.ReadsAsync("Reopened as version 2: its books are open again.");
        await Assertions.Expect(other.Blockers()).ToHaveCountAsync(0);
        await finance.GoAsync(PlantedMonth.Path);
        await finance.PressAsync("Begin close");
        await finance.ReadsAsync("Begun, version 2");
        await Assertions.Expect(finance.Page.GetByRole(AriaRole.Link, new() { Name = "Download the pack" })).ToHaveCountAsync(1);
    }
}
