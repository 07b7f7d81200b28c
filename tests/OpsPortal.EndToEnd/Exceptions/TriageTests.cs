using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.EndToEnd.Exceptions;

/// <summary>Cases are worked by keyboard, several at once, and closed with the answer on money.</summary>
[Collection("browser")]
public sealed class TriageTests(Browser browser)
{
    private const string Cause = "Keyed by mistake";

    [BrowserFact]
    [Trait("Requirement", "EXC-7")]
    [Trait("Requirement", "EXC-2")]
    [Trait("Requirement", "EXC-5")]
    public async Task Cases_AreSelectedByKeysWorkedTogetherAndResolvedWithTheMoneyAnswer()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var letter = await AddAsync(host);
        await using var ops = await browser.SignedInAsync(address, "ops", "/exceptions");
        await using var finance = await browser.SignedInAsync(address, "finance", $"/exceptions/{letter}");

        await ops.Page.Keyboard.PressAsync("j");
        await ops.Page.Keyboard.PressAsync("x");
        await ops.Page.Keyboard.PressAsync("j");
        await ops.Page.Keyboard.PressAsync("x");
        await ops.SeesAsync("2 selected");
        await ops.PressAsync("Snooze");
        await ops.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("The bank answers tomorrow.");
        await InSheet(ops, "Snooze").ClickAsync();
        await ops.SeesAsync("1 done, 1 ineligible");
        await ops.SeesAsync("is not for this kind of case");
        Assert.Empty(await ops.BarriersAsync());

        await finance.SeesAsync("No cash received");
        await finance.PressAsync("Resolve exception");
        await finance.Page.GetByLabel("Root cause").FillAsync(Cause);
        await finance.Page.GetByLabel("Resolution").FillAsync("Replayed.");
        await InSheet(finance, "Resolve exception").ClickAsync();
        await Assertions.Expect(finance.Page.Locator("dialog[open]")).ToContainTextAsync("say whether money moved");
        await finance.Page.GetByLabel("Or: no money moved, because").FillAsync("It was a test event.");
        Assert.Empty(await finance.BarriersAsync());
        await InSheet(finance, "Resolve exception").ClickAsync();
        await finance.Page.Locator("h1").GetByText("Resolved").WaitForAsync();
        await finance.SeesAsync("It was a test event.");
    }

    private static ILocator InSheet(Visitor visitor, string button) => visitor.Page.Locator("dialog[open]")
        .GetByRole(AriaRole.Button, new() { Name = button, Exact = true });

    private static async Task<ExceptionId> AddAsync(PortalHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var letter = ACase(ExceptionType.DeadLetter);
        db.AddRange(letter, ACase(ExceptionType.UnknownOutcome));
        await db.SaveChangesAsync();
        return letter.Id;
    }

    private static ExceptionCase ACase(ExceptionType type) => new(
        new(Guid.CreateVersion7()), type, "test", $"Trouble of the kind {type}", $"test:{type}", null, new ExceptionLinks(),
        SystemClock.Instance.GetCurrentInstant());
}
