using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Tests.Invoices;

/// <summary>The queue asks the database what the rule of readiness says of a plan: both must name the same stages.</summary>
[Trait("Requirement", "INV-4")]
public sealed class BillableQueueTests
{
    private const int Contracts = 15;

    [Theory, OnSqlite, OnPostgres]
    public async Task Queue_OfPlansOfEveryKind_HoldsExactlyWhatTheRuleSays(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var made = new List<PlanItemId>();
        for (var number = 1; number <= Contracts; number++)
            made.AddRange((await world.ContractAsync($"C{number}")).Select(stage => stage.Id));
        var today = world.World.Now.DayIn("Europe/Dublin");
        var plans = await ScatteredAsync(world, made, today);

        var queue = (await world.World.Use<BillableQueue>().RunAsync(null, world.Finance, default)).Value;

        var ready = plans.SelectMany(plan => plan.Where(stage =>
            stage.State == PlanItemState.Billable || StageReadiness.IsDue(stage, [.. plan], today))).ToList();
        Assert.InRange(ready.Count, Contracts, BillableQueue.MostShown);
        Assert.Equal([PlanItemTrigger.ContractStart, PlanItemTrigger.AllAccepted, PlanItemTrigger.Date],
            ready.Where(stage => stage.State == PlanItemState.Waiting).Select(stage => stage.Trigger).Distinct().Order());
        Assert.Equal(ready.Select(stage => stage.Id).ToHashSet(), queue.Rows.Select(row => row.Id).ToHashSet());
        Assert.Equal(ready.Count, queue.Total);
    }

    // Kinds, states and days at random, the same in every run.
    private static async Task<List<IGrouping<ContractId, PlanItem>>> ScatteredAsync(
        BillingWorld world, List<PlanItemId> made, LocalDate today)
    {
        var random = new Random(20261123);
        await using var db = await world.World.DbAsync();
        var stages = await db.Set<PlanItem>().ToDictionaryAsync(stage => stage.Id);
        foreach (var stage in made.Select(id => stages[id]))
        {
            var entry = db.Entry(stage);
            entry.Property(one => one.Kind).CurrentValue = Any(random, Enum.GetValues<PlanItemKind>());
            entry.Property(one => one.State).CurrentValue = Any(
                random, [PlanItemState.Waiting, PlanItemState.Waiting, PlanItemState.Billable, PlanItemState.Billed]);
            entry.Property(one => one.DueOn).CurrentValue = Any<LocalDate?>(
                random, [null, today.PlusDays(-1), today, today.PlusDays(1)]);
        }

        await db.SaveChangesAsync();
        return [.. stages.Values.GroupBy(stage => stage.ContractId)];
    }

    private static T Any<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
