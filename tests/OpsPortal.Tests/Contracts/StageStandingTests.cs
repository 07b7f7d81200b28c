using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Contracts;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Contracts;

public sealed class StageStandingTests
{
    private static readonly MarketTerms Terms = new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900);

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-4")]
    public async Task DatedStages_BecomeBillableByTheDayOfTheirEntity_Once(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var day = new LocalDate(2026, 3, 10);
        var plan = await world.ContractAsync(
            "C1", 100_000, Terms, ClearingWay.First,
            [
                Dated(PlanItemKind.DownPayment, 20_000, day), BillingWorld.Item(PlanItemKind.Milestone, 90_000),
                    Dated(PlanItemKind.Retention, 10_000, day.PlusDays(1)),
            ]);
        var job = world.World.Use<StagesDue>();
        async Task<int> RunAt(LocalDate date, int hour)
        {
            // The entity counts in the zone of Dublin.
            world.World.Clock.Set(date.At(new LocalTime(hour, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Dublin"])
                .ToInstant());
            return (await job.RunAsync(Actor.System("test"), default)).Value;
        }

        Assert.Equal(0, await RunAt(day.PlusDays(-1), 23));
        Assert.Equal("invoicing.not-billable", (await world.IssueAsync(plan[0])).Refusal?.Code);
        Assert.Equal(1, await RunAt(day, 0));
        Assert.Equal(0, await RunAt(day, 1));
        Assert.Equal(1, await RunAt(day.PlusDays(1), 1));

        Assert.Null((await world.IssueAsync(plan[0])).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-4")]
    public async Task Retention_ByAnEvent_WaitsForTheWorkAndForSomebodyToRelease(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync(
            "C1", 100_000, Terms, ClearingWay.ProRata,
                [BillingWorld.Item(PlanItemKind.Milestone, 90_000), BillingWorld.Item(PlanItemKind.Retention, 10_000)]);
        var release = world.World.Use<ReleaseRetention>();
        var approver = world.World.As(Role.Approver);
        ReleaseRetention.Command command = new(plan[1].Id, "The warranty has ended");

        Assert.Equal("contracts.work-not-billed", (await release.RunAsync(command, approver, default)).Refusal?.Code);
        Assert.Null((await world.IssueAsync(plan[0])).Refusal);
        Assert.Equal("invoicing.not-billable", (await world.IssueAsync(plan[1])).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await release.RunAsync(command, world.Finance, default)).Refusal?.Code);
        Assert.Equal("contracts.not-by-event", (await release.RunAsync(command with { Stage = plan[0].Id }, approver, default))
            .Refusal?.Code);
        Assert.True((await StandingsAsync(world, plan[0].ContractId, approver)).Rows[1].MayRelease);
        Assert.Null((await release.RunAsync(command, approver, default)).Refusal);

        Assert.Equal("contracts.illegal-item-move", (await release.RunAsync(command, approver, default)).Refusal?.Code);
        Assert.Null((await world.IssueAsync(plan[1])).Refusal);
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "MIL-5")]
    [Trait("Requirement", "INV-7")]
    public async Task Standings_ShowFourFactsForEachStage_AndWhyOneCannotBeInvoiced(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1", 100_000, Terms, ClearingWay.First, [
            BillingWorld.Item(PlanItemKind.DownPayment, 40_000), BillingWorld.Item(PlanItemKind.Milestone, 40_000),
                BillingWorld.Item(PlanItemKind.Milestone, 40_000),
            BillingWorld.Item(PlanItemKind.Closing, 20_000),
        ]);
        var advance = (await world.IssueAsync(plan[0])).Value;
        var (reference, order) = await world.CollectAsync(advance.Id);
        await world.Provider.SettleAsync(reference, order);
        await world.IssueAsync(plan[1]);

        var rows = (await StandingsAsync(world, plan[0].ContractId, world.Finance)).Rows;

        Assert.Equal((FactState.Yes, FactState.Yes, FactState.Yes, FactState.No), States(rows[0]));
        Assert.Equal((FactState.Yes, FactState.Yes, FactState.Yes, FactState.Yes), States(rows[1]));
        Assert.Equal((FactState.Yes, FactState.No, FactState.No, FactState.No), States(rows[2]));
        Assert.Equal("invoicing.not-billable", rows[3].WhyNot?.Code);
        Assert.Null(rows[2].WhyNot);
        Assert.Equal("shared.not-found",
            (await world.World.Use<StageStandings>().RunAsync(new(Guid.NewGuid()), world.Finance, default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-8")]
    public async Task Erp_SayingBilledWhileWeCouldStillBill_OpensOneCase(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        await world.IssueAsync(plan[1]);
        var record = world.World.Use<RecordErpStatus>();
        async Task Tell(PlanItem stage, ErpStatus status) => Assert.Null(
            (await record.RunAsync(new(stage.Id, status, "Order item 10, export of Monday"), world.Finance, default)).Refusal);

        await Tell(plan[1], ErpStatus.Billed);
        await Tell(plan[2], ErpStatus.NotBilled);
        await Tell(plan[2], ErpStatus.Billed);
        await Tell(plan[2], ErpStatus.Billed);

        await using var db = await world.World.DbAsync();
        var found = Assert.Single(await db.Set<ExceptionCase>().ToListAsync());
        Assert.Equal((ExceptionType.ErpConflict, (long?)plan[2].AmountMinor), (found.Type, found.AmountMinor));
        Assert.Equal("shared.not-allowed",
            (await record.RunAsync(new(plan[2].Id, ErpStatus.Billed, "x"), world.World.As(Role.Ops), default)).Refusal?.Code);
    }

    private static async Task<StageStandings.Answer> StandingsAsync(BillingWorld world, ContractId id, Actor actor)
    {
        var read = await world.World.Use<StageStandings>().RunAsync(id, actor, default);
        Assert.Null(read.Refusal?.Text);
        return read.Value;
    }

    private static (FactState, FactState, FactState, FactState) States(StageStandings.Row row) =>
        (row.Facts.Accepted.State, row.Facts.Invoiced.State, row.Facts.CollectedAndSettled.State, row.Facts.Payable.State);

    private static PlannedItem Dated(PlanItemKind kind, long minor, LocalDate day) =>
        BillingWorld.Item(kind, minor) with { DueOn = day };
}
