using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Milestones;

namespace OpsPortal.Tests.Milestones;

public sealed class LateMilestoneTests
{
    private static readonly LocalDate Due = new(2026, 3, 10);

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "MIL-7")]
    public async Task Late_IsJudgedByTheDayOfTheEntity_NotOfUtc(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using (var db = await world.DbAsync())
        {
            db.AddRange(AMilestone(World.Ireland), AMilestone(World.America));
            await db.SaveChangesAsync();
        }

        // It is Wednesday in Dublin already, and still Tuesday in New York.
        world.Clock.Set(Instant.FromUtc(2026, 3, 11, 1, 0));
        Assert.Equal(1, (await world.Use<AgeMilestones>().RunAsync(Actor.System("test"), default)).Value);
        var list = await world.Use<MilestoneList>()
            .RunAsync(new(MilestoneList.View.Late, null, ListPlace.First), world.As(Role.Ops), default);
        Assert.Equal(1, list.Value.Counts[MilestoneList.View.Late]);

        world.Clock.Set(Instant.FromUtc(2026, 3, 11, 12, 0));
        Assert.Equal(2, (await world.Use<AgeMilestones>().RunAsync(Actor.System("test"), default)).Value);
    }

    private static Milestone AMilestone(LegalEntityId entity) => Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
        new ContractId(Guid.CreateVersion7()), new PlanItemId(Guid.CreateVersion7()), entity, "Draft",
            new Money(100, Currency.Of("EUR")), Due, "Works", null));
}
