using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Insights;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Insights;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Insights;

[Trait("Requirement", "KPI-1")]
public sealed class InsightsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Board_AfterAReceiptByRuleAndOneWithoutInvoice_ShowsSharesWithTheirDenominators(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);

        var board = (await world.World.Use<InsightsBoard>().RunAsync(world.Finance, default)).Value;

        Assert.Equal(new MeasuredShare(1, 2), Of(board, "straight-through").Now);
        Assert.Equal(new MeasuredShare(0, 2), Of(board, "manual-touch").Now);
        Assert.Equal(new MeasuredShare(1, 1), Of(board, "match-accuracy").Now);
        Assert.Equal(new MeasuredShare(0, 2), Of(board, "duplicate-posts").Now);
        Assert.Equal(new MeasuredShare(1, 2), Of(board, "straight-through").Trend[^1]);
        Assert.Equal(new MeasuredShare(0, 0), Of(board, "straight-through").Trend[0]);
        var trouble = Assert.Single(board.Troubles, row => row.Type == ExceptionType.UnmatchedDeposit);
        Assert.Equal([1, 0, 0, 0], trouble.OpenByAge);
        Assert.Equal(1, trouble.Opened[^1]);
        Assert.Equal(1, board.Rails.Single(row => row.Rail == Domain.Cash.Rail.Card).Open);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Detail_OfAMeasure_ListsTheRowsThatStandAgainstItsTarget(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);
        var week = Weeks.Of(world.World.Now);

        var all = await DetailAsync(world, new("straight-through", week, SpoilingOnly: false));
        var spoiling = await DetailAsync(world, new("straight-through", null, SpoilingOnly: true));
        var before = await DetailAsync(world, new("straight-through", week.PlusWeeks(-1), SpoilingOnly: false));
        var unknown = await world.World.Use<MeasureDetail>().RunAsync(new("nothing", null, false), world.Finance, default);

        Assert.Equal(2, all.Rows.Count);
        Assert.False(Assert.Single(spoiling.Rows).Fact.IsApplied);
        Assert.Empty(before.Rows);
        Assert.NotNull(unknown.Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Receipt_SplitOverTwoInvoices_IsOneRowWithBothApplications(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);
        var plan = await world.ContractAsync("C2");
        var numbers = new List<string>();
        foreach (var stage in plan.Skip(1).Take(2))
            numbers.Add((await world.IssueAsync(stage)).Value.Number);
        await using var db = await world.World.DbAsync();
        var receipt = await db.Set<Domain.Cash.Receipt>().Where(one => one.AmountMinor == 500).Select(one => one.Id)
            .SingleAsync();
        var split = await world.World.Use<AllocateReceipt>().RunAsync(
            new(receipt, [new(numbers[0], 200), new(numbers[1], 300)], "Two deliveries"), world.Finance, default);

        var rows = (await DetailAsync(world, new("straight-through", null, SpoilingOnly: false))).Rows;

        Assert.Null(split.Refusal?.Text);
        Assert.Equal(2, rows.Count);
        var fact = rows.Single(row => row.Id == receipt).Fact;
        Assert.Equal((0, 2, 0, 1, true), (fact.ByRule, fact.ByHand, fact.TakenBack, fact.Postings, fact.IsApplied));
        Assert.NotNull(fact.AppliedAt);
    }

    [Theory, OnSqlite]
    public async Task Insights_ForWhoMayNotSeeThem_AreRefused(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        Assert.NotNull((await world.World.Use<InsightsBoard>().RunAsync(world.World.As(Role.Approver), default)).Refusal);
    }

    private static async Task<BillingWorld> PaidAsync(StoreKind kind)
    {
        var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var issued = (await world.IssueAsync(plan[1])).Value;
        await world.CollectAsync(issued.Id);
        await world.Provider.PayAsync(new("IE-99999", null, Domain.Cash.Rail.Card, new Money(500, Currency.Of("EUR"))));
        return world;
    }

    private static InsightsBoard.Line Of(InsightsBoard.Answer board, string key) =>
        board.Lines.Single(line => line.Measure.Key == key);

    private static async Task<MeasureDetail.Answer> DetailAsync(BillingWorld world, MeasureDetail.Filter filter) =>
        (await world.World.Use<MeasureDetail>().RunAsync(filter, world.Finance, default)).Value;
}
