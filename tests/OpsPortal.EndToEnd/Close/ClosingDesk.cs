using System.Text;

namespace OpsPortal.EndToEnd.Close;

/// <summary>What people press on the pages of a close, each as one sentence.</summary>
internal static class ClosingDesk
{
    private const int MostTabs = 200;

    public static ILocator Blockers(this Visitor visitor) => visitor.Page.Locator("section[aria-label=Blockers]");

    /// <summary>The words stand on the page itself, not among the news at its edge.</summary>
    public static Task ReadsAsync(this Visitor visitor, string text) =>
        Assertions.Expect(visitor.Page.Locator("main").GetByText(text).First).ToBeVisibleAsync();

    public static Task NothingBlocksAsync(this Visitor visitor) =>
        Assertions.Expect(visitor.Blockers().Locator("a")).ToHaveTextAsync(Array.Empty<string>());

    /// <summary>Compares both sides of February and gives the run's address.</summary>
    public static async Task<string> CompareAsync(this Visitor visitor, string scope)
    {
        await visitor.GoAsync("/reconciliation");
        await visitor.Page.Locator("#run-scope").SelectOptionAsync(new SelectOptionValue { Label = scope });
        await visitor.Page.Locator("#run-from").FillAsync("2026-02-01");
        await visitor.Page.Locator("#run-to").FillAsync("2026-02-28");
        await visitor.PressAsync("Compare both sides");
        await visitor.ReadsAsync("Difference = unmatched ours");
        return new Uri(visitor.Page.Url).AbsolutePath;
    }

    public static async Task BringInStatementAsync(this Visitor visitor, string name, string text)
    {
        await visitor.GoAsync("/cash/imports");
        await visitor.ChooseAsync("Bank file (", name, text, "Import file");
        await visitor.ReadsAsync($"{name} is taken");
    }

    public static async Task BringInReportAsync(this Visitor visitor, string name, string text)
    {
        await visitor.TakeReportAsync(name, text);
        await visitor.ReadsAsync("rows taken");
    }

    public static async Task TakeReportAsync(this Visitor visitor, string name, string text)
    {
        await visitor.GoAsync("/reconciliation");
        await visitor.Page.Locator("#report-entity")
            .SelectOptionAsync(new SelectOptionValue { Label = "Harbour Pay Ireland Ltd" });
        await visitor.Page.Locator("#report-format")
            .SelectOptionAsync(new SelectOptionValue { Label = "Sandbox: balance report" });
        await visitor.Page.Locator("#report-from").FillAsync("2026-02-01");
        await visitor.Page.Locator("#report-to").FillAsync("2026-02-28");
        await visitor.ChooseAsync("File (CSV, 20 MB at most)", name, text, "Take report");
    }

    public static async Task ReviewRunAsync(this Visitor visitor, string run)
    {
        await visitor.GoAsync(run);
        await visitor.PressAsync("Review run");
        await visitor.Page.GetByLabel("What you looked at").FillAsync("Both sides and the breaks.");
        await visitor.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Review run", Exact = true }).ClickAsync();
    }

    /// <summary>Hands over and opens the export that it made.</summary>
    public static async Task HandOverAsync(this Visitor visitor, string what)
    {
        await visitor.GoAsync("/erp");
        await visitor.Page.GetByLabel("Format", new() { Exact = true }).SelectOptionAsync("GenericCsv");
        await visitor.Page.GetByLabel("Documents", new() { Exact = true }).SelectOptionAsync("PerDay");
        await visitor.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync(what);
        await visitor.PressAsync("Hand over");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Its files" }).ClickAsync();
        await visitor.ReadsAsync("No result yet");
    }

    /// <summary>The ERP answers for each document of the open export; those after the first <paramref name="rejected"/> are
    /// taken.</summary>
    public static async Task AnswerAsync(this Visitor visitor, int rejected)
    {
        var ids = await visitor.Page.Locator("td strong.mono").AllInnerTextsAsync();
        var lines = ids.Select((id, at) => at < rejected ? $"{id},rejected,,No such account" : $"{id},accepted,JE-{id},");
        var name = $"result-{ids.Count}-{rejected}-{Guid.NewGuid():N}.csv";
        await visitor.ChooseAsync("Result of the ERP", name,
            $"External ID,Status,Document number,Message\n{string.Join('\n', lines)}\n", "Import result");
        await visitor.ReadsAsync(name);
    }

    public static async Task RunTieOutsAsync(this Visitor visitor)
    {
        await visitor.GoAsync(PlantedMonth.Path);
        await visitor.PressAsync("Run the tie-outs");
        await Assertions.Expect(visitor.Button("Run the tie-outs")).ToBeEnabledAsync();
    }

    /// <summary>Ticks every item that a person answers for, with a note.</summary>
    public static async Task TickAllAsync(this Visitor visitor)
    {
        var ticks = visitor.Page.Locator("#checklist button:has-text('Tick')");
        for (var left = await ticks.CountAsync(); left > 0; left--)
        {
            await ticks.First.ClickAsync();
            await visitor.Page.GetByLabel("What you saw, or where the document is").FillAsync("Seen, in the month's folder.");
            await visitor.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Tick", Exact = true }).ClickAsync();
            await Assertions.Expect(ticks).ToHaveCountAsync(left - 1);
        }
    }

    public static async Task PassSamplesAsync(this Visitor visitor)
    {
        var waiting = visitor.Page.Locator("#samples tr:has-text('Waiting')");
        for (var left = await waiting.CountAsync(); left > 0; left--)
        {
            await waiting.First.GetByRole(AriaRole.Button, new() { Name = "Pass" }).ClickAsync();
            await visitor.Page.GetByLabel("What you saw").FillAsync("Agrees with its document.");
            await visitor.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Pass sample" }).ClickAsync();
            await Assertions.Expect(waiting).ToHaveCountAsync(left - 1);
        }
    }

    /// <summary>Presses a signature's button and proves who they are.</summary>
    public static async Task SignAsync(this Visitor visitor, string button)
    {
        await visitor.GoAsync(PlantedMonth.Path);
        await visitor.PressAsync(button);
        await visitor.ConfirmAsync();
    }

    /// <summary>Goes on by the Tab key alone until this has the focus.</summary>
    public static async Task TabToAsync(this Visitor visitor, ILocator wanted)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail("The Tab key does not lead there.");
    }

    public static async Task ChooseAsync(this Visitor visitor, string field, string name, string text, string button)
    {
        await visitor.Page.GetByLabel(field).SetInputFilesAsync(new FilePayload
        {
            Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text),
        });
        await Assertions.Expect(visitor.Button(button)).ToBeEnabledAsync();
        await visitor.PressAsync(button);
    }
}
