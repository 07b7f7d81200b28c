using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Tests.Invoices;

public sealed class IssueInvoiceTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-2")]
    public async Task Issue_InParallel_NumbersWithoutGapAndOncePerStage(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var stages = new List<Domain.Contracts.PlanItem>();
        for (var i = 1; i <= 4; i++)
            stages.AddRange((await world.ContractAsync($"C{i}")).Take(3));

        var outcomes = await Task.WhenAll(stages.Concat(stages).Select(stage => Task.Run(() => world.IssueAsync(stage))));

        Assert.All(
            outcomes.Where(outcome => outcome.IsRefused),
            outcome => Assert.Equal("invoicing.not-billable", outcome.Refusal?.Code));
        var numbers = outcomes.Where(outcome => !outcome.IsRefused).Select(outcome => outcome.Value.Number).Order().ToList();
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"IE-{n:D6}"), numbers);
        await using var db = await world.World.DbAsync();
        Assert.Equal(12, await db.Set<Invoice>().CountAsync());
        Assert.Equal(0, (await world.BalancesAsync()).Values.Sum());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-3")]
    public async Task Issue_OfAWholePlan_BillsExactlyTheTotalLessTheDownPayment(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var advance = (await world.IssueAsync(plan[0])).Value;
        await world.PayAsync(advance.Id);

        var due = new List<long>();
        foreach (var stage in plan.Skip(1))
            due.Add((await world.IssueAsync(stage)).Value.DueMinor);

        Assert.Equal([28_000L, 28_000L, 14_000L], due);
        var balances = await world.BalancesAsync();
        Assert.False(balances.ContainsKey(2010));
        Assert.Equal(-17_355, balances[2700]);
        var closing = await world.World.Use<InvoiceList>()
            .RunAsync(new(null, false, null, ListPlace.First), world.Finance, default);
        var detail = await world.World.Use<InvoiceDetail>().RunAsync(closing.Value.Rows[0].Id, world.Finance, default);
        Assert.Equal(14_000, detail.Value.Arithmetic?.DueMinor);
    }

    [Fact]
    [Trait("Requirement", "INV-9")]
    public async Task Preview_ShowsTheRealPostingAndStoresNothing()
    {
        await using var world = await BillingWorld.NewAsync();
        var plan = await world.ContractAsync("C1", platformSells: true);

        var seen = await world.World.Use<IssueInvoice>().PreviewAsync(new(plan[1].Id), world.Finance, default);

        Assert.Equal("IE-000001", seen.Value.Number);
        Assert.Equal(0, seen.Value.Lines.Sum(line => line.Minor));
        Assert.Empty(await world.BalancesAsync());
        Assert.Equal("IE-000001", (await world.IssueAsync(plan[1])).Value.Number);
    }

    [Fact]
    public async Task Issue_WhenTheMilestoneIsNotApproved_IsRefused()
    {
        await using var world = await BillingWorld.NewAsync();
        var plan = await world.ContractAsync("C1", approved: false);
        Assert.Equal("invoicing.not-billable", (await world.IssueAsync(plan[1])).Refusal?.Code);
        Assert.Equal("invoicing.not-billable", (await world.IssueAsync(plan[3])).Refusal?.Code);
    }

    [Fact]
    public async Task Issue_ByAnAuditor_IsRefused()
    {
        await using var world = await BillingWorld.NewAsync();
        var plan = await world.ContractAsync("C1");
        var outcome = await world.World.Use<IssueInvoice>().RunAsync(new(plan[1].Id), world.World.As(Role.Auditor), default);
        Assert.Equal("shared.not-allowed", outcome.Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-4")]
    public async Task Pages_OfTheRoom_ReadOnEachStore(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        await world.IssueAsync(plan[1]);

        var queue = await world.World.Use<BillableQueue>().RunAsync(null, world.Finance, default);
        var ageing = await world.World.Use<AgeingReport>().RunAsync(new(null), world.Finance, default);
        var list = await world.World.Use<InvoiceList>()
            .RunAsync(new(InvoiceState.Open, false, "IE-", ListPlace.First), world.Finance, default);
        var csv = await world.World.Use<InvoiceTrace>().RunAsync(world.Finance, default);

        Assert.Equal(2, queue.Value.Rows.Count);
        Assert.Equal([40_000L], ageing.Value.Rows.SelectMany(row => row.Sums.Values).Select(sum => sum.OpenMinor));
        Assert.Equal("IE-000001", Assert.Single(list.Value.Rows).Number);
        Assert.Equal(6, csv.Value.Split('\n').Length);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-4")]
    public async Task Queue_HoldsTheClosingOnceTheWorkIsBilled_AndShowsNoMoreThanAPage(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        foreach (var milestone in plan.Skip(1).Take(2))
            await world.IssueAsync(milestone);
        for (var i = 2; i <= 18; i++)
            await world.ContractAsync($"C{i}");

        var queue = (await world.World.Use<BillableQueue>().RunAsync(null, world.Finance, default)).Value;

        var last = (await world.World.Use<BillableQueue>().RunAsync("C18", world.Finance, default)).Value;

        Assert.Equal((BillableQueue.MostShown, 2 + (17 * 3)), (queue.Rows.Count, queue.Total));
        Assert.Equal((3, 3), (last.Rows.Count(row => row.ContractNumber == "C18"), last.Total));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-2")]
    public async Task CreditAndVoid_MirrorTheIssue(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var first = (await world.IssueAsync(plan[1])).Value;
        var second = (await world.IssueAsync(plan[2])).Value;

        var credited = await world.World.Use<CreditInvoice>()
            .RunAsync(new(first.Id, 40_000, "Never delivered"), world.Finance, default);
        var voided = await world.World.Use<VoidInvoice>().RunAsync(new(second.Id, "Wrong buyer"), world.Finance, default);

        Assert.Null(credited.Refusal?.Text ?? voided.Refusal?.Text);
        Assert.Empty(await world.BalancesAsync());
    }
}
