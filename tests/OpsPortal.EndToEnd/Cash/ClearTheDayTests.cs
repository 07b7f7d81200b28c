using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using Xunit.Abstractions;

namespace OpsPortal.EndToEnd.Cash;

/// <summary>
/// A day is cleared by somebody who has only a keyboard and reads what the screen says. With <c>OPSPORTAL_WHOLE_DAY</c> set it
/// has 200 receipts and 30 exceptions; otherwise a share of each kind.
/// </summary>
[Collection("browser")]
public sealed class ClearTheDayTests(Browser browser, ITestOutputHelper output)
{
    private const double MostSeconds = 15 * 60;
    private const double MostWaitingPerDecision = 2;
    private const string Nobody = "(nobody yet)";

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("OPSPORTAL_WHOLE_DAY") is { Length: > 0 };

    [BrowserFact]
    [Trait("Requirement", "CSH-9")]
    [Trait("Requirement", "CSH-5")]
    [Trait("Requirement", "EXC-7")]
    public async Task Day_ByKeyboardAlone_IsClearedInAQuarterOfAnHour()
    {
        var plan = IsWhole ? DayPlan.Whole : DayPlan.Part;
        await using var host = await BusyDay.HostAsync();
        var address = host.Listen();
        var day = await BusyDay.InAsync(host, plan);
        Assert.Equal((plan.ToDecide, plan.Exceptions), await WaitingAsync(host));

        await using var ops = await browser.SignedInAsync(address, "ops", "/cash?show=unapplied", 1440);
        var hands = new Hands(ops.Page);
        await ConfirmSuggestedAsync(ops, hands, plan);
        await DecideEachAsync(ops, hands, day);
        await LookAsync(ops, "cash-cleared");

        await hands.PressAsync("Control+k");
        await hands.TypeAsync("exc");
        await hands.PressAsync("ArrowDown", "Enter");
        await hands.UntilAsync(ops.Page.Locator("h1", new() { HasText = "Exceptions" }));
        await hands.UntilAsync(ops.Page.Locator("table[data-keys] tbody tr"));
        await LookAsync(ops, "exceptions-before");
        await ClearCasesAsync(ops, hands);
        await LookAsync(ops, "exceptions-cleared");

        output.WriteLine(
            $"{plan.Receipts} receipts, {plan.Exceptions} exceptions: {hands.Keys} keys, {hands.Decisions} decisions, "
                + $"{hands.Waited.TotalSeconds:0} s of waiting, {hands.Seconds:0} s in all");
        Assert.Equal((0, 0), await WaitingAsync(host));
        Assert.InRange(hands.Seconds, 1, MostSeconds);
        Assert.InRange(hands.Waited.TotalSeconds, 0, MostWaitingPerDecision * hands.Decisions);
        Assert.Empty(ops.Errors);
    }

    /// <summary>Everything with a suggestion is read down the list and confirmed at once; what is in doubt stays.</summary>
    private static async Task ConfirmSuggestedAsync(Visitor ops, Hands hands, DayPlan plan)
    {
        await LookAsync(ops, "cash-before");
        var one = ops.Page.Locator("tbody tr", new() { HasText = "Bargain 0 Ltd" });
        await hands.UntilAsync(one);
        do
            await hands.PressAsync("j");
        while (!await one.EvaluateAsync<bool>("row => row === document.activeElement"));
        await hands.PressAsync("y");
        await hands.UntilAsync(ops.Page.Locator(".bulk", new() { HasText = $"{plan.Short + plan.Twins + plan.Over} selected" }));
        hands.Decide(plan.Short + plan.Over);
        await hands.PressAsync("c");
        await hands.UntilAsync(ops.Page.GetByText($"{plan.Short + plan.Over} done, {plan.Twins} ineligible"));
        await LookAsync(ops, "cash-confirmed");
    }

    /// <summary>One after the other on the workbench: a candidate is applied, or the invoice that the payer told.</summary>
    private static async Task DecideEachAsync(Visitor ops, Hands hands, BusyDay day)
    {
        await hands.PressAsync("j", "Enter");
        var panel = ops.Page.Locator(".split-panel");
        await hands.UntilAsync(panel.Locator(".allocation-sum"));
        for (var first = true; await panel.IsVisibleAsync(); first = false)
        {
            var sum = await panel.Locator(".allocation-sum").InnerTextAsync();
            var amount = sum.Split(sum.StartsWith("Left", StringComparison.Ordinal) ? ": " : " of ")[1].Split(';')[0];
            var receipt = await panel.Locator("dd a[href^='/cash/']").GetAttributeAsync("href");
            if (first)
                await LookAsync(ops, "workbench");
            hands.Decide();
            if (day.Learned.TryGetValue(amount, out var number))
            {
                await hands.PressAsync("s");
                await hands.UntilAsync(panel.Locator("#split-lines:focus"));
                await hands.TypeAsync(number);
                await hands.PressAsync("Tab");
                await hands.TypeAsync("Payer phoned");
                await hands.PressAsync("Enter");
            }
            else
            {
                await hands.PressAsync("a");
            }

            await hands.UntilAsync(
                "gone => { const panel = document.querySelector('.split-panel'); if (!panel) return true;"
                    + " const now = panel.querySelector('dd a[href^=\"/cash/\"]');"
                    + " return now && now.getAttribute('href') !== gone && !!panel.querySelector('.allocation-sum'); }", receipt);
        }

        await hands.UntilAsync(ops.Page.GetByText("All cash has its place"));
    }

    /// <summary>Kind by kind, the most urgent first.</summary>
    private static async Task ClearCasesAsync(Visitor ops, Hands hands)
    {
        while (await ToFirstOpenAsync(ops, hands) is { } kind)
        {
            var count = await ops.Page.Locator("tbody tr", new() { HasText = kind })
                .Filter(new() { HasText = Nobody }).CountAsync();
            hands.Decide(kind == "Return or reversal" ? 1 : count);
            if (kind == "Return or reversal")
                await ResolveOneAsync(ops, hands);
            else
                await WorkTogetherAsync(ops, hands, kind, count);
        }
    }

    private static async Task WorkTogetherAsync(Visitor ops, Hands hands, string kind, int count)
    {
        await hands.PressAsync("y");
        await hands.UntilAsync(ops.Page.Locator(".bulk", new() { HasText = $"{count} selected" }));
        var key = kind switch { "Missing posting" => "t", "Dispute" or "Dead letter" => "z", _ => "r" };
        await hands.PressAsync(key);
        await hands.UntilAsync(ops.Page.Locator("dialog[open] :focus"));
        if (key == "t")
            await hands.TypeAsync("Fi");
        else if (key == "z")
            await hands.TypeAsync(kind == "Dispute" ? "Evidence is sent" : "The provider is asked");
        else
            await SayAsync(hands, kind);
        await hands.PressAsync("Control+Enter");
        await hands.UntilAsync(ops.Page.GetByText($"{count} done"));
        await hands.UntilAsync(ops.Page.Locator("dialog[open]"), WaitForSelectorState.Detached);
    }

    private static async Task SayAsync(Hands hands, string kind)
    {
        var (cause, done, noMoney) = kind switch
        {
            "Failed charge" => ("Card declined", "Asked for another card", null),
            _ => ("Stolen card", "Refund is asked for", "Not yet refunded"),
        };
        await hands.TypeAsync(cause);
        await hands.PressAsync("Tab");
        await hands.TypeAsync(done);
        if (noMoney is null)
            return;
        await hands.PressAsync("Tab");
        await hands.TypeAsync(noMoney);
    }

    private static async Task ResolveOneAsync(Visitor ops, Hands hands)
    {
        await hands.PressAsync("Enter");
        await hands.UntilAsync(ops.Page.Locator("h1", new() { HasText = "Return or reversal" }));
        await LookAsync(ops, "case");
        await hands.PressAsync("r");
        await hands.UntilAsync(ops.Page.Locator("dialog[open] #cause:focus"));
        await hands.TypeAsync("No funds");
        await hands.PressAsync("Tab");
        await hands.TypeAsync("Buyer pays again");
        await hands.PressAsync("Tab", "ArrowDown", "Control+Enter");
        await hands.UntilAsync(ops.Page.Locator("h1", new() { HasText = "Resolved" }));
        await hands.PressAsync("b");
        await hands.UntilAsync(ops.Page.Locator("table[data-keys], .empty"));
    }

    /// <summary>Moves to the first case that nobody answers for and reads its kind; null when there is none.</summary>
    private static async Task<string?> ToFirstOpenAsync(Visitor ops, Hands hands)
    {
        var rows = await ops.Page.Locator("table[data-keys] tbody tr").AllInnerTextsAsync();
        var target = rows.ToList().FindIndex(text => text.Contains(Nobody, StringComparison.Ordinal));
        if (target < 0)
            return null;
        int at;
        do
        {
            at = await ops.Page.EvaluateAsync<int>(
                "[...document.querySelectorAll('table[data-keys] tbody tr')].indexOf(document.activeElement)");
            if (at != target)
                await hands.PressAsync(at > target ? "k" : "j");
        }
        while (at != target);

        return await ops.Page.Locator("table[data-keys] tbody tr").Nth(target).Locator("strong").First.InnerTextAsync();
    }

    private static async Task LookAsync(Visitor ops, string name)
    {
        if (!Visitor.KeepsPictures)
            return;
        await ops.PictureAsync($"{name}-1440");
        await ops.Page.SetViewportSizeAsync(390, 844);
        await ops.PictureAsync($"{name}-390");
        await ops.Page.SetViewportSizeAsync(1440, 900);
    }

    /// <summary>Receipts with something unapplied, and cases that nobody answers for, put aside ones left out.</summary>
    private static async Task<(int Receipts, int Cases)> WaitingAsync(PortalHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        return (await db.Set<Receipt>().CountAsync(receipt => receipt.UnappliedMinor > 0),
            await db.Set<ExceptionCase>().CountAsync(found => found.State != ExceptionState.Resolved
                && found.SnoozedUntil == null && found.AssignedTo == null));
    }
}
