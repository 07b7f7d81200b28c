using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Features.Close.Pack.Sections;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Close;

/// <summary>What a pack says of payouts is what happened to them.</summary>
[Trait("Requirement", "CLS-3")]
public sealed class PackPayoutTests
{
    private static readonly Actor Job = Actor.System("payout-dispatch");

    [Theory, OnSqlite, OnPostgres]
    public async Task Chart_OfAPayoutThatCameBack_SaysHowMuch(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var batch = await SentAsync(world);
        await MoveAsync(world, batch, PayoutItemAction.Pay);
        await MoveAsync(world, batch, PayoutItemAction.Return);

        var amount = batch.TotalMinor / 100m;
        Assert.Equal(
            [
                ("Released", amount), ("Paid", amount), ("Failed or stopped", 0m), ("Of that, released again", 0m),
                ("Of that, paid after all", 0m), ("Failed before this month, paid in it", 0m), ("Returned after paid", amount),
            ],
            await PayoutsAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Chart_OfAPayoutThatIsPaidAfterItFailed_SaysSo(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var batch = await SentAsync(world);
        await MoveAsync(world, batch, PayoutItemAction.Fail);
        await MoveAsync(world, batch, PayoutItemAction.Pay);

        var told = (await PayoutsAsync(world)).ToDictionary();
        var amount = batch.TotalMinor / 100m;
        Assert.Equal((amount, amount, amount, 0m),
            (told["Paid"], told["Failed or stopped"], told["Of that, paid after all"], told["Of that, released again"]));
    }

    /// <summary>What failed in an earlier month is no part of what failed in this one.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Chart_OfAPayoutThatFailedInAnEarlierMonth_TellsItsPaymentApart(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var batch = await SentAsync(world);
        await MoveAsync(world, batch, PayoutItemAction.Fail);
        world.Clock.Advance(Duration.FromDays(35));
        await MoveAsync(world, batch, PayoutItemAction.Pay);

        var told = (await PayoutsAsync(world)).ToDictionary();
        var amount = batch.TotalMinor / 100m;
        Assert.Equal((amount, 0m, 0m, amount),
            (told["Paid"], told["Failed or stopped"], told["Of that, paid after all"],
                told["Failed before this month, paid in it"]));
    }

    /// <summary>What failed and went out again is told as such: the payee was paid.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Chart_OfAPayoutThatFailedAndWasPaidByAnother_SaysThatItWasReleasedAgain(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var failed = await SentAsync(world);
        await MoveAsync(world, failed, PayoutItemAction.Fail);
        var amount = failed.TotalMinor / 100m;
        Assert.Equal(
            [("Released", amount), ("Paid", 0m), ("Failed or stopped", amount), ("Of that, released again", 0m),
                ("Of that, paid after all", 0m), ("Failed before this month, paid in it", 0m), ("Returned after paid", 0m)],
            await PayoutsAsync(world));
        world.Clock.Advance(Duration.FromMinutes(10));
        Done(await world.Use<ChangePayee>().ResumeAsync(world.Payees[0], "The bank is back.", world.As("ops"), default));

        await MoveAsync(world, await SentAsync(world), PayoutItemAction.Pay);

        Assert.Equal(
            [("Released", 2 * amount), ("Paid", amount), ("Failed or stopped", amount), ("Of that, released again", amount),
                ("Of that, paid after all", 0m), ("Failed before this month, paid in it", 0m), ("Returned after paid", 0m)],
            await PayoutsAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rows_OfABatchApprovedAnew_NameTheApprovalsThatCount(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var id = await world.SubmittedAsync();
        Done(await world.ApproveAsync(id, world.Controller1));
        Done(await world.Use<RejectBatch>().RunAsync(new(id, "The value date is wrong."), world.Controller2, default));
        Done(await world.Use<SubmitBatch>().RunAsync(new(id), world.Finance, default));
        Done(await world.ApproveAsync(id, world.Controller1));
        Done(await world.ApproveAsync(id, world.Controller2));
        Done(await world.TransmitAsync(id, world.Controller1));
        var batch = await world.BatchAsync(id);
        Assert.Equal((3, 2), (batch.Approvals.Count, batch.CountingApprovals.Count()));

        await using var db = await world.DbAsync();
        var section = new PayoutBatchesSection();
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var one in section.RowsAsync(Scope(world, db), default))
            rows.Add(one);

        var approved = Assert.Single(rows)[section.Columns.ToList().FindIndex(column => column.Name == "Approved by")];
        Assert.Equal(2, approved.Split("; ").Length);
    }

    private static async Task<PayoutBatch> SentAsync(PayoutWorld world)
    {
        var batch = await world.BatchAsync(await world.TransmittedAsync());
        await new FakeBank().DispatchAsync(world.Services);
        return batch;
    }

    private static async Task<IEnumerable<(string, decimal)>> PayoutsAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        var month = world.Now.InUtc().Date.ToYearMonth();
        var close = PeriodClose.Open(new(Guid.CreateVersion7()), World.Ireland, month, 1);
        var facts = await PackFacts.ReadAsync(Scope(world, db), close, default);
        var chart = facts.Charts.Single(one => one.Title == "Payouts, each attempt counted");
        return chart.Labels.Zip(chart.Series.Single().Values);
    }

    private static CloseScope Scope(PayoutWorld world, OpsDbContext db) =>
        new(db, World.Ireland, world.Now.InUtc().Date.ToYearMonth(), world.Now + Duration.FromDays(1));

    private static async Task MoveAsync(PayoutWorld world, PayoutBatch batch, PayoutItemAction action) =>
        Done(await world.Use<CommandRunner>().RunAsync<bool>(Domain.Access.Permission.Background, Job, async work =>
        {
            var item = (await PayoutMoves.FindAsync(work.Db, batch.Items[0].Key, work.Ct))!;
            var fact = new PayoutEventFact(work.Now)
            {
                ProviderReference = "po_x", FailureCode = action == PayoutItemAction.Fail ? "could_not_process" : null,
            };
            return await world.Use<PayoutMoves>().ApplyAsync(work, item, action, fact, "evt_1");
        }, default));
}
