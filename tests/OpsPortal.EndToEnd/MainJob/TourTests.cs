using OpsPortal.EndToEnd.Shell;

namespace OpsPortal.EndToEnd.MainJob;

/// <summary>The tour is offered once, shows what has happened, and follows what people do.</summary>
[Collection("browser")]
public sealed class TourTests(DemoDesk desk) : IClassFixture<DemoDesk>
{
    private static readonly string[] Themes = ["light", "dark"];

    [BrowserFact]
    [Trait("Requirement", "UX-5")]
    public async Task Tour_LeadsToEachScreen_AndTicksWhatHappened()
    {
        var approver = await desk.AsAsync("approver");
        await approver.GoAsync("/");
        await approver.Page.GetByRole(AriaRole.Link, new() { Name = "Follow one payment" }).ClickAsync();
        var steps = approver.Page.Locator(".tour-step");
        await Assertions.Expect(steps).ToHaveCountAsync(9);
        await Assertions.Expect(steps.Nth(0)).ToContainTextAsync("Submitted by Oskar Lind");
        await Assertions.Expect(approver.Page.Locator(".tour-step[aria-current]")).ToContainTextAsync("2. Accept the work");
        foreach (var theme in Themes)
        {
            await approver.WearAsync(theme);
            await approver.FitsAsync($"tour-{theme}");
        }

        await approver.Page.Locator(".tour-step[aria-current] a").ClickAsync();
        foreach (var box in await AllAsync(approver.Page.Locator(".checklist input")))
            await box.CheckAsync();
        await approver.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("As agreed.");
        await approver.PressAsync("Approve milestone");
        await approver.Page.Locator("h1").GetByText("Approved").WaitForAsync();
        await approver.GoAsync("/sandbox/tour");
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("Accepted by Ana Ferreira");
        await Assertions.Expect(approver.Page.Locator(".tour-step[aria-current]")).ToContainTextAsync("3. Issue the invoice");

        await approver.GoAsync("/");
        await approver.PressAsync("Not now");
        await Assertions.Expect(approver.Page.Locator(".tour-offer")).ToBeHiddenAsync();
        await approver.GoAsync("/");
        await Assertions.Expect(approver.Page.Locator(".tour-offer")).ToBeHiddenAsync();
        Assert.Empty(approver.Errors);
    }

    private static async Task<IReadOnlyList<ILocator>> AllAsync(ILocator boxes)
    {
        await boxes.First.WaitForAsync();
        return await boxes.AllAsync();
    }
}
