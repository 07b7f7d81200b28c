using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Tests.Cash;
using OpsPortal.Tests.Events;

namespace OpsPortal.EndToEnd.Cash;

[Collection("browser")]
public sealed class WorkbenchTests(Browser browser)
{
    private const int PhoneWidth = 390;

    [BrowserFact]
    [Trait("Requirement", "CSH-9")]
    public async Task Workbench_ByKeyboardAlone_ClearsReceiptsAndUndoesTheLast()
    {
        await using var host = await PortalHost.NewAsync(StoreKind.Sqlite,
            new Dictionary<string, string?> { ["Jobs:Enabled"] = "false" });
        var address = host.Listen();
        for (var i = 1; i <= 4; i++)
        {
            await CashWorld.IssueAsync(host.Services, $"IE-2026-0001{i}", 10_000 * i);
            await UnappliedCash.TakeAsync(host.Services, $"bank-{i}", (10_000 * i) - 1_000, "Nordwind AG", $"IE-2026-0001{i}");
        }

        await using var ops = await browser.SignedInAsync(address, "ops", "/cash?show=unapplied");
        var keys = ops.Page.Keyboard;
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await AppliedAsync(ops, "a", "EUR 90.00");
        await AppliedAsync(ops, "a", "EUR 190.00");
        await ops.Page.GetByText("IE-2026-00013").First.WaitForAsync();
        Assert.Empty(await ops.BarriersAsync());
        await keys.PressAsync("d");
        await ops.SeesAsync("Discarded");
        await ops.Page.Locator(".allocation-sum", new() { HasText = "EUR 390.00" }).WaitForAsync();
        await keys.PressAsync("s");
        await ops.Page.Locator("#split-lines:focus").WaitForAsync();
        await keys.TypeAsync("IE-2026-00014 200.00");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("The payer phoned");
        await keys.PressAsync("Enter");
        await ops.SeesAsync("Applied EUR 200.00");
        await ops.Page.Locator(".split-panel").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await keys.PressAsync("u");
        await ops.SeesAsync("Undone");

        Assert.Equal([0, 0, 29_000, 39_000], await UnappliedAsync(host));
        await ops.Page.SetViewportSizeAsync(PhoneWidth, 844);
        Assert.Empty(await ops.BarriersAsync());
        Assert.True(await ops.WidthAsync() <= PhoneWidth);
    }

    private static async Task AppliedAsync(Visitor ops, string key, string amount)
    {
        await ops.Page.Locator(".allocation-sum", new() { HasText = $"of {amount}" }).WaitForAsync();
        await ops.Page.Keyboard.PressAsync(key);
        await ops.SeesAsync($"Applied {amount}");
    }

    private static async Task<IReadOnlyList<long>> UnappliedAsync(PortalHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        Assert.Equal(1, await db.Set<MatchRecord>().CountAsync(match => match.Outcome == MatchOutcome.Discarded));
        return await db.Set<Receipt>().OrderBy(r => r.ProviderReference).Select(r => r.UnappliedMinor).ToListAsync();
    }
}
