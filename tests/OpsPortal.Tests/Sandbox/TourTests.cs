using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Milestones;
using OpsPortal.Features.Sandbox;
using OpsPortal.Tests.Invoices;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Sandbox;

/// <summary>What the tour ticks is what the books say, and it is taken back when they do.</summary>
public sealed class TourTests
{
    private const int Submitted = 0, Accepted = 1, Issued = 2, Paid = 3, Settled = 4;
    private const int Batched = 5, Approved = 6, Sent = 7, PaidOut = 8;

    [Theory, OnSqlite, OnPostgres]
    public async Task WorkAndCash_AreTickedAsTheyHappen(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var world = billing.World;
        var stage = (await billing.ContractAsync("C-1")).First(item => item.Kind == PlanItemKind.Milestone);
        await using var db = await world.DbAsync();
        var milestone = (await db.Set<Milestone>().SingleAsync(one => one.PlanItemId == stage.Id)).Id;
        Assert.Equal([Submitted, Accepted], await TickedAsync(world, milestone));

        var invoice = (await billing.IssueAsync(stage)).Value.Id;
        Assert.Equal([Submitted, Accepted, Issued], await TickedAsync(world, milestone));

        var (first, half) = await billing.CollectAsync(invoice, 10_000);
        Assert.Equal("Partly collected", (await StepsAsync(world, milestone))[Paid].Stand);
        Assert.Equal([Submitted, Accepted, Issued], await TickedAsync(world, milestone));
        var (second, rest) = await billing.CollectAsync(invoice);
        Assert.Equal([Submitted, Accepted, Issued, Paid], await TickedAsync(world, milestone));

        await billing.Provider.SettleAsync(first, half);
        await billing.Provider.SweepAsync();
        Assert.Equal("Collected, partly settled", (await StepsAsync(world, milestone))[Settled].Stand);
        await billing.Provider.SettleAsync(second, rest);
        await billing.Provider.SweepAsync();
        Assert.Equal([Submitted, Accepted, Issued, Paid, Settled], await TickedAsync(world, milestone));

        await billing.Provider.ReturnAsync(second, rest);
        await billing.Provider.SweepAsync();
        Assert.Equal([Submitted, Accepted, Issued], await TickedAsync(world, milestone));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Payout_IsTickedAsItHappens(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        var milestone = await MilestoneAsync(world);
        Assert.Empty(await PayoutTicksAsync(world, milestone));

        var batch = await world.BuiltAsync();
        Assert.Empty(await PayoutTicksAsync(world, milestone));
        Assert.EndsWith("is a draft", (await StepsAsync(world, milestone))[Batched].Stand, StringComparison.Ordinal);
        Done(await world.Use<Features.Payouts.SubmitBatch>().RunAsync(new(batch), world.Finance, default));
        Done(await world.ApproveAsync(batch, world.Controller1));
        Assert.Equal([Batched], await PayoutTicksAsync(world, milestone));
        Assert.Equal("1 of 2 approvals given", (await StepsAsync(world, milestone))[Approved].Stand);
        Done(await world.ApproveAsync(batch, world.Controller2));
        Assert.Equal([Batched, Approved], await PayoutTicksAsync(world, milestone));
        Done(await world.TransmitAsync(batch, world.Controller1));
        Assert.Equal([Batched, Approved, Sent], await PayoutTicksAsync(world, milestone));

        await MoveAsync(world, PayoutItemAction.Process);
        Assert.Equal("Not paid. State: processing", (await StepsAsync(world, milestone))[PaidOut].Stand);
        await MoveAsync(world, PayoutItemAction.Pay);
        Assert.Equal([Batched, Approved, Sent, PaidOut], await PayoutTicksAsync(world, milestone));
        await MoveAsync(world, PayoutItemAction.Return);
        Assert.Equal([Batched, Approved, Sent], await PayoutTicksAsync(world, milestone));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Milestone_OfAnotherCompany_OrOfNoTour_IsNotFound(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var world = billing.World;
        await billing.ContractAsync("C-1");
        await using var db = await world.DbAsync();
        var milestone = (await db.Set<Milestone>().FirstAsync()).Id;
        var (view, stranger) = (world.Use<TourView>(), await world.AddPersonAsync("Stranger", [Role.Ops], World.America));

        Assert.Null((await view.RunAsync(milestone, world.As("ops"), default)).Refusal?.Text);
        Assert.Equal("shared.not-found", (await view.RunAsync(milestone, stranger, default)).Refusal?.Code);
        Assert.Equal("shared.not-found", (await view.RunAsync(null, world.As("ops"), default)).Refusal?.Code);
        Assert.Null((await view.RunAsync(milestone, world.As("auditor"), default)).Refusal?.Text);
    }

    private static async Task<MilestoneId> MilestoneAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync();
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            invoice.ContractId, invoice.PlanItemId, invoice.LegalEntityId, "Design",
            new Money(invoice.GrossMinor, invoice.Currency), null, "Works",
            world.As("approver").Person));
        db.Add(milestone);
        await db.SaveChangesAsync();
        return milestone.Id;
    }

    private static async Task MoveAsync(PayoutWorld world, PayoutItemAction action)
    {
        await using var db = await world.DbAsync();
        var item = await db.Set<PayoutItem>().SingleAsync();
        Assert.True(item.Move(action, new PayoutEventFact(world.Now)).Value);
        await db.SaveChangesAsync();
    }

    private static async Task<IEnumerable<int>> PayoutTicksAsync(PayoutWorld world, MilestoneId milestone) =>
        Ticked(await StepsAsync(world, milestone)).Where(place => place >= Batched);

    private static async Task<IEnumerable<int>> TickedAsync(World world, MilestoneId milestone) =>
        Ticked(await StepsAsync(world, milestone));

    private static IEnumerable<int> Ticked(IReadOnlyList<TourStep> steps) =>
        Enumerable.Range(0, steps.Count).Where(place => steps[place].HasHappened);

    private static Task<IReadOnlyList<TourStep>> StepsAsync(World world, MilestoneId milestone) =>
        StepsAsync(world.Use<TourView>(), milestone, world.As("ops"));

    private static Task<IReadOnlyList<TourStep>> StepsAsync(PayoutWorld world, MilestoneId milestone) =>
        StepsAsync(world.Use<TourView>(), milestone, world.As("ops"));

    private static async Task<IReadOnlyList<TourStep>> StepsAsync(TourView view, MilestoneId milestone, Actor actor)
    {
        var read = await view.RunAsync(milestone, actor, default);
        Assert.Null(read.Refusal?.Text);
        return read.Value.Steps;
    }
}
