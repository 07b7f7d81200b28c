using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.EndToEnd.MainJob;

/// <summary>From a submitted milestone to a paid payout, by the accounts that do it, in real browsers and over real
/// webhooks.</summary>
[Collection("browser")]
public sealed class MainJobTests(Browser browser)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [BrowserFact]
    [Trait("Requirement", "MIL-3")]
    [Trait("Requirement", "INV-2")]
    [Trait("Requirement", "INV-8")]
    [Trait("Requirement", "PAY-4")]
    [Trait("Requirement", "TRC-1")]
    public async Task Milestone_IsAcceptedBilledCollectedReleasedAndPaid()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        var milestone = await UntilAsync<Milestone>(host, m => m.State == MilestoneState.Submitted);
        var contract = await UntilAsync<Contract>(host, c => c.Id == milestone.ContractId);

        await AcceptAsync(address, milestone);
        await IssueAsync(address, contract.Number, milestone.Name);
        var invoice = await UntilAsync<Invoice>(host, i => i.MilestoneId == milestone.Id);
        await PayAsync(address, invoice.Number!);
        await UntilAsync<Receipt>(host, r => r.InvoiceNumber == invoice.Number && r.AvailableAt != null);
        var batch = await BuildAsync(address, invoice.Currency);
        await ApproveAsync(address, batch, "controller1", 390);
        await ApproveAsync(address, batch, "controller2", 1440);
        await TransmitAsync(address, batch);
        await UntilAsync<PayoutItem>(host, item => item.State == PayoutItemState.Paid
            && item.Sources.Any(s => s.InvoiceId == invoice.Id));
        await TraceAsync(address, invoice.Number!);
    }

    private async Task AcceptAsync(Uri address, Milestone milestone)
    {
        await using var approver = await browser.SignedInAsync(address, "approver", $"/milestones/{milestone.Id}");
        foreach (var box in await approver.Page.Locator(".checklist input").AllAsync())
            await box.CheckAsync();
        await approver.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("As agreed.");
        await approver.PressAsync("Approve milestone");
        await approver.Page.Locator("h1").GetByText("Approved").WaitForAsync();
        await Assertions.Expect(approver.Page.Locator("h1")).ToBeFocusedAsync();
        Assert.Empty(await approver.BarriersAsync());
    }

    private async Task IssueAsync(Uri address, string contract, string stage)
    {
        await using var finance = await browser.SignedInAsync(address, "finance", "/invoices");
        var row = finance.Page.Locator("tr").Filter(new() { HasText = contract }).Filter(new() { HasText = stage });
        await row.GetByRole(AriaRole.Button, new() { Name = "Issue invoice" }).First.ClickAsync();
        await finance.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Issue invoice" }).ClickAsync();
        await finance.Page.WaitForURLAsync("**/invoices/*-*");
        var paper = await finance.Page.APIRequest.GetAsync(finance.Page.Url + "/pdf");
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(await paper.BodyAsync()), StringComparison.Ordinal);
    }

    private async Task PayAsync(Uri address, string invoice)
    {
        await using var finance = await browser.SignedInAsync(address, "finance", "/sandbox");
        await finance.Page.GetByLabel("Invoice", new() { Exact = true }).SelectOptionAsync(invoice);
        await finance.PressAsync("Pay invoice");
        await finance.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = invoice }).First.WaitForAsync();
    }

    private async Task<string> BuildAsync(Uri address, Currency currency)
    {
        await using var finance = await browser.SignedInAsync(address, "finance", "/payouts/eligibility");
        await finance.PressAsync("Build batch");
        var groups = finance.Page.Locator("dialog label.check").Filter(new() { HasText = currency.Code });
        await finance.Page.GetByText("go into a draft").First.WaitForAsync();
        if (await groups.CountAsync() > 0)
            await groups.First.Locator("input").CheckAsync();
        await finance.Page.Locator("dialog p").Filter(new() { HasText = currency.Code }).First.WaitForAsync();
        await finance.PressAsync("Build this batch");
        await finance.Page.WaitForURLAsync("**/payouts/batches/*");
        await finance.PressAsync("Submit batch");
        await finance.Page.GetByText("2 controllers must approve it.").WaitForAsync();
        return new Uri(finance.Page.Url).AbsolutePath;
    }

    private async Task ApproveAsync(Uri address, string batch, string account, int width)
    {
        await using var controller = await browser.SignedInAsync(address, account, batch, width);
        await controller.PressAsync("Approve batch");
        await controller.ConfirmAsync();
        await controller.Page.GetByText("You have approved it.")
            .Or(controller.Page.GetByText("A controller transmits it.")).First.WaitForAsync();
    }

    private async Task TransmitAsync(Uri address, string batch)
    {
        await using var controller = await browser.SignedInAsync(address, "controller2", batch);
        await controller.PressAsync("Transmit batch");
        await controller.ConfirmAsync();
        await controller.Page.GetByText("Transmitted").First.WaitForAsync();
    }

    private async Task TraceAsync(Uri address, string invoice)
    {
        await using var auditor = await browser.SignedInAsync(address, "auditor", $"/trace?id={invoice}");
        await auditor.Page.Locator(".trace-step").First.WaitForAsync();
        // No bank file names this receipt and nothing was handed over: the story says so, and misses nothing else.
        Assert.Equal(["Bank line", "ERP"], await auditor.Page.Locator(".trace-missing h2").AllInnerTextsAsync());
        await auditor.PictureAsync("trace");
        Assert.Empty(await auditor.BarriersAsync());
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
