namespace OpsPortal.EndToEnd.Shell;

/// <summary>Columns are put out of sight by keyboard, stay so until they are called back, and never leave an export.</summary>
[Collection("browser")]
public sealed class ColumnChoiceTests(DemoDesk desk) : IClassFixture<DemoDesk>
{
    private static readonly string[] Themes = ["light", "dark"];

    [BrowserFact]
    [Trait("Requirement", "UX-2")]
    public async Task Column_PutOutOfSight_StaysSoOnEveryPageUntilItIsShownAgain()
    {
        var auditor = await desk.AsAsync("auditor");
        await auditor.GoAsync("/admin/audit");
        await ChooseAsync(auditor, "Request");

        await Assertions.Expect(Head(auditor, "Request")).ToBeHiddenAsync();
        await Assertions.Expect(Foot(auditor)).ToContainTextAsync("Columns (1 hidden)");
        await auditor.SeesAsync("Exports always hold every column.");
        await NoBarriersAsync(auditor);
        await auditor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Foot(auditor).Locator("summary")).ToBeFocusedAsync();

        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(auditor.Page.Locator(".pager")).ToContainTextAsync("Page 2");
        await StaysHiddenAsync(auditor);
        await auditor.Page.Locator(".rail a[href='/payouts/batches']").ClickAsync();
        await Assertions.Expect(Head(auditor, "Total")).ToBeVisibleAsync();
        await Assertions.Expect(Foot(auditor)).Not.ToContainTextAsync("hidden");
        await auditor.Page.GoBackAsync();
        await StaysHiddenAsync(auditor);
        await auditor.Page.ReloadAsync();
        await auditor.LiveAsync();
        await StaysHiddenAsync(auditor);
        await ShowAllOnAPhoneAsync(auditor);
        Assert.Empty(auditor.Errors);
    }

    private static async Task StaysHiddenAsync(Visitor visitor)
    {
        await Assertions.Expect(Head(visitor, "Action")).ToBeVisibleAsync();
        await Assertions.Expect(Head(visitor, "Request")).ToBeHiddenAsync();
    }

    private static async Task ShowAllOnAPhoneAsync(Visitor visitor)
    {
        var place = await Head(visitor, "Request").EvaluateAsync<int>("head => head.cellIndex + 1");
        var cell = visitor.Page.Locator($"tbody tr:first-child td:nth-child({place})");
        await visitor.Page.SetViewportSizeAsync(390, 844);
        await Assertions.Expect(cell).ToBeHiddenAsync();
        await Foot(visitor).Locator("summary").ClickAsync();
        await NoBarriersAsync(visitor);
        Assert.True(await visitor.WidthAsync() <= 390);
        await visitor.PressAsync("Show all");
        await Assertions.Expect(cell).ToBeVisibleAsync();
        Assert.Equal("\"Request\"", await cell.EvaluateAsync<string>("cell => getComputedStyle(cell, '::before').content"));
    }

    private static async Task ChooseAsync(Visitor visitor, string column)
    {
        await Foot(visitor).Locator("summary").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Foot(visitor).Locator("input").First).ToBeDisabledAsync();
        var box = visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = $"Column {column}", Exact = true });
        for (var presses = 0; presses < 12 && !await box.EvaluateAsync<bool>("box => box === document.activeElement"); presses++)
            await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync(" ");
    }

    private static async Task NoBarriersAsync(Visitor visitor)
    {
        foreach (var theme in Themes)
        {
            await visitor.WearAsync(theme);
            Assert.Empty(await visitor.BarriersAsync());
            if (Visitor.KeepsPictures)
                await visitor.PictureAsync($"columns-{theme}-{visitor.Page.ViewportSize!.Width}");
        }
    }

    private static ILocator Head(Visitor visitor, string title) => visitor.Page.Locator($"th[data-label='{title}']");

    private static ILocator Foot(Visitor visitor) => visitor.Page.Locator(".columns-menu").First;
}
