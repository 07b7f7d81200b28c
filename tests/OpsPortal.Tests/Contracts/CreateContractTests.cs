using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Contracts;
using static OpsPortal.Tests.Contracts.ContractSetUp;

namespace OpsPortal.Tests.Contracts;

public sealed class CreateContractTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-1")]
    public async Task Create_OnEachStore_KeepsPlanSnapshotMilestonesAndStage(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var made = await MadeAsync(world, Down(300_00), Milestone(600_00), Rest());

        await using var db = await world.DbAsync();
        var contract = await db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).SingleAsync();
        Assert.Equal(made, contract.Id);
        Assert.Equal("IE01-C0001", contract.Number);
        Assert.Equal([300_00L, 600_00L, 400_00L], contract.PlanOf(1).Select(item => item.AmountMinor));
        Assert.Equal(2100, contract.Current.TaxBasisPoints);
        Assert.Equal(Terms.Net(14), contract.Current.Terms);
        Assert.Equal(ContractSnapshot.HashOf(contract.Snapshot.Json), contract.Snapshot.Sha256);
        var milestone = await db.Set<Milestone>().SingleAsync();
        Assert.Equal(contract.PlanOf(1)[1].Id, milestone.PlanItemId);
        Assert.Equal(StageKind.ProposalAccepted, (await db.Set<ContractStage>().SingleAsync()).Kind);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-2")]
    public async Task Amend_OnEachStore_AddsAVersionAndKeepsTheOld(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var kept = Milestone(600_00);
        var id = await MadeAsync(world, kept, Rest());
        var command = await AmendmentAsync(world, id, 1, kept, Milestone(500_00, "Extra"), Rest());

        Assert.Null((await world.Use<AmendContract>().RunAsync(command, world.As("finance"), default)).Refusal);

        var detail = (await world.Use<ContractDetail>().RunAsync(id, world.As("auditor"), default)).Value.Contract;
        Assert.Equal([600_00L, 400_00L], detail.PlanOf(1).Select(item => item.AmountMinor));
        Assert.Equal([600_00L, 500_00L, 400_00L], detail.PlanOf(2).Select(item => item.AmountMinor));
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.Set<Milestone>().CountAsync());
    }

    [Fact]
    public async Task Amend_OfAVersionThatIsNoLongerCurrent_IsRefused()
    {
        await using var world = await World.NewAsync();
        var kept = Milestone(600_00);
        var id = await MadeAsync(world, kept, Rest());
        var command = await AmendmentAsync(world, id, 7, kept, Milestone(500_00, "Extra"), Rest());

        var amended = await world.Use<AmendContract>().RunAsync(command, world.As("finance"), default);

        Assert.Equal("shared.changed-meanwhile", amended.Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "SEC-1")]
    public async Task Create_ByAnAuditor_IsRefused()
    {
        await using var world = await World.NewAsync();
        await using var db = await world.DbAsync();
        var setUp = await MakeAsync(db);

        var made = await world.Use<CreateContract>().RunAsync(setUp.Command(1000_00, Rest()), world.As("auditor"), default);

        Assert.Equal("shared.not-allowed", made.Refusal?.Code);
    }

    [Fact]
    public async Task List_FindsByBuyerAndPages()
    {
        await using var world = await World.NewAsync();
        await MadeAsync(world, Milestone(1000_00));

        var list = world.Use<ContractList>();
        Assert.Equal(1, (await list.RunAsync(new("Nordwind", null, ListPlace.First), world.As("ops"), default)).Value.Total);
        Assert.Equal(0, (await list.RunAsync(new("Nobody", null, ListPlace.First), world.As("ops"), default)).Value.Total);
        Assert.Equal(0, (await list
            .RunAsync(new(null, ContractState.Closed, ListPlace.First), world.As("ops"), default)).Value.Total);
    }

    private static async Task<ContractId> MadeAsync(World world, params PlannedItem[] plan)
    {
        await using var db = await world.DbAsync();
        var setUp = await MakeAsync(db);
        var made = await world.Use<CreateContract>().RunAsync(setUp.Command(1000_00, plan), world.As("finance"), default);
        Assert.Null(made.Refusal);
        return made.Value;
    }

    private static async Task<AmendContract.Command> AmendmentAsync(World world, ContractId id, int shown,
        params PlannedItem[] plan)
    {
        await using var db = await world.DbAsync();
        var payee = (await db.Set<Contract>().Include(c => c.Versions).SingleAsync(c => c.Id == id)).Current.Shares[0].PayeeId;
        return new AmendContract.Command(
            id, shown, new Money(1500_00, Eur), 1000, 2100, Terms.Net(30), ClearingWay.First, [new PayeeShare(payee, 1)], plan,
                "More scope");
    }
}
