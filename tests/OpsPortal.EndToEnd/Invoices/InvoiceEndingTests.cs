using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.EndToEnd.Invoices;

/// <summary>How invoices end, as the people press it who may: written off by two, closed, credited and refunded.</summary>
[Collection("browser")]
public sealed class InvoiceEndingTests(Browser browser)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [BrowserFact]
    [Trait("Requirement", "INV-1")]
    [Trait("Requirement", "INV-6")]
    [Trait("Requirement", "INV-10")]
    public async Task Invoice_IsWrittenOffByTwo_AnotherIsRefundedAndClosed()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        var open = await UntilAsync<Invoice>(host, i => i.State == InvoiceState.Open
            && i.Kind == Domain.Contracts.PlanItemKind.Milestone);
        var longAgo = SystemClock.Instance.GetCurrentInstant() - Duration.FromDays(40);
        var paid = await UntilAsync<Invoice>(host, i => i.State == InvoiceState.Paid
            && i.Kind == Domain.Contracts.PlanItemKind.Milestone
            && i.CreditedMinor == 0 && i.IssuedAt < longAgo);
        await using var finance = await browser.SignedInAsync(address, "finance", $"/invoices/{open.Id}");
        await using var controller = await browser.SignedInAsync(address, "controller1", "/", 390);

        await SayAsync(finance, "Ask for write-off", "The buyer is bankrupt.");
        await finance.SeesAsync("waits for a decision");
        Assert.Equal(0, await finance.Button("Approve write-off").CountAsync());
        Assert.Empty(await finance.BarriersAsync());
        await controller.GoAsync($"/invoices/{open.Id}");
        await SayAsync(controller, "Approve write-off", "Seen the ruling.");
        await controller.Page.Locator("h1").GetByText("Uncollectible").WaitForAsync();
        Assert.Empty(await controller.BarriersAsync());

        await CreditAndRefundAsync(host, finance, paid);
        await finance.GoAsync($"/invoices/{paid.Id}");
        await finance.SeesAsync("Refund succeeded");
        await SayAsync(finance, "Close invoice", "All is done.");
        await finance.Page.Locator("h1").GetByText("Closed").WaitForAsync();
        await SayAsync(finance, "Reopen invoice", "A part was wrong.");
        await Assertions.Expect(finance.Button("Close invoice")).ToBeDisabledAsync();
        await finance.SeesAsync("Resolve it first.");
    }

    private static async Task CreditAndRefundAsync(PortalHost host, Visitor finance, Invoice paid)
    {
        await finance.GoAsync($"/invoices/{paid.Id}");
        await finance.PressAsync("Credit invoice");
        await finance.Page.GetByLabel($"Amount in {paid.Currency}", new() { Exact = true }).FillAsync("100");
        await finance.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("One draft was left out.");
        await finance.PressAsync("Show what it does");
        await finance.Page.GetByText("This is posted:").WaitForAsync();
        await finance.PressAsync("Give credit note");
        await finance.SeesAsync("Owed to the buyer out of credit notes");
        Assert.Empty(await finance.BarriersAsync());
        await finance.Page.GetByLabel("The reference of the refund at the provider or bank").FillAsync("re_pressed");
        await finance.PressAsync("Record refund");
        await finance.SeesAsync("Refund pending");
        await Assertions.Expect(finance.Button("Close invoice")).ToBeDisabledAsync();

        await finance.GoAsync("/sandbox");
        await finance.PressAsync("Refund succeeds");
        await UntilAsync<Refund>(host, refund => refund.ProviderReference == "re_pressed"
            && refund.State == RefundState.Succeeded);
    }

    private static async Task SayAsync(Visitor visitor, string button, string reason)
    {
        await visitor.PressAsync(button);
        await visitor.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync(reason);
        await visitor.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await visitor.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task<T> UntilAsync<T>(PortalHost host, System.Linq.Expressions.Expression<Func<T, bool>> which)
        where T : class
    {
        var contexts = host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>();
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync();
            if (await db.Set<T>().AsNoTracking().FirstOrDefaultAsync(which) is { } found)
                return found;
            Assert.True(started.Elapsed < Patience, $"No {typeof(T).Name} came to the awaited state.");
            await Task.Delay(300);
        }
    }
}
