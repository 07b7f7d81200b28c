namespace OpsPortal.EndToEnd.Shell;

/// <summary>A filtered list is kept under a name, found again on its own page alone, and forgotten.</summary>
[Collection("browser")]
public sealed class SavedViewTests(DemoDesk desk) : IClassFixture<DemoDesk>
{
    [BrowserFact]
    [Trait("Requirement", "UX-2")]
    public async Task View_IsKeptOnItsOwnList_OpensTheFilter_AndIsForgotten()
    {
        var finance = await desk.AsAsync("finance");
        await finance.GoAsync("/milestones?view=late&page=1");
        await OpenAsync(finance);
        await finance.Page.GetByLabel("Name of this view").FillAsync("Late work");
        await finance.PressAsync("Save view");
        var view = finance.Page.GetByRole(AriaRole.Link, new() { Name = "Late work", Exact = true });
        await Assertions.Expect(view).ToHaveAttributeAsync("href", "/milestones?view=late");
        Assert.Empty(await finance.BarriersAsync());

        await finance.GoAsync("/payouts/batches");
        await OpenAsync(finance);
        await Assertions.Expect(view).ToHaveCountAsync(0);
        await finance.GoAsync("/milestones");
        await OpenAsync(finance);
        await view.ClickAsync();
        await Assertions.Expect(finance.Page.Locator(".filter[aria-current]").First).ToContainTextAsync("Late");
        await finance.PressAsync("Forget view Late work");
        await Assertions.Expect(view).ToHaveCountAsync(0);
        Assert.Empty(finance.Errors);
    }

    private static Task OpenAsync(Visitor visitor) => visitor.Page.Locator(".views > summary").ClickAsync();
}
