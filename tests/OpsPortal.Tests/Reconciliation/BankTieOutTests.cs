using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Close;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Closing;
using OpsPortal.Tests.Banking;
using OpsPortal.Tests.Close;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Reconciliation;

/// <summary>A month ties by what its own last run found and what was said of that.</summary>
[Trait("Requirement", "CLS-2")]
public sealed class BankTieOutTests
{
    private static readonly LocalDate Last = new(2026, 2, 28);

    [Theory, OnSqlite, OnPostgres]
    public async Task ExplainedItem_OfTheLastDay_TiesItsMonth_BeforeAndAfterTheSignature_WhateverBecomesOfIt(StoreKind kind)
    {
        await using var bank = await MonthEndAsync(kind);
        Assert.Equal((885, -4_115), await SidesAsync(bank));
        await ExplainAsync(bank);
        Assert.Equal((885, 885), await SidesAsync(bank));
        await NextDayAsync(bank);
        Assert.Equal((885, 885), await SidesAsync(bank));
        await bank.World.SignedAsync();

        var line = (await bank.LinesAsync()).Single(one => one.AmountMinor == -5_000);
        Assert.True(Done(await bank.World.Use<BookLineByHand>().RunAsync(
            new(line.Id, LinePurpose.BankFee, "Fees of February"), bank.World.As("finance"), default)));
        await RunAsync(bank, Last.PlusDays(1));

        Assert.Equal(BreakState.Closed, Assert.Single(await bank.AllAsync<ReconciliationBreak>()).State);
        Assert.Equal((885, 885), await SidesAsync(bank));
        Assert.Equal(0, Done(await bank.World.Use<RunTieOuts>().AskSignedAsync(Actor.System("close"), default)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Explanation_OfACarriedItem_CountsForTheMonthThatItComesFrom(StoreKind kind)
    {
        await using var bank = await MonthEndAsync(kind);
        await NextDayAsync(bank);
        Assert.Equal((885, -4_115), await SidesAsync(bank));
        var before = bank.World.Now;
        bank.World.Clock.Advance(Duration.FromHours(1));

        await ExplainAsync(bank);

        Assert.Equal((885, 885), await SidesAsync(bank));
        Assert.Equal((885, -4_115), await SidesAsync(bank, before));
        Assert.All(await bank.AllAsync<SeenBreak>(), seen => Assert.Equal(bank.World.Now, seen.ExplainedAt));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Item_ThatClearedBeforeItWasExplained_IsExplainedInAnotherRunOfItsDay(StoreKind kind)
    {
        await using var bank = await MonthEndAsync(kind);
        await using (var db = await bank.World.DbAsync())
        {
            var found = await db.Set<ReconciliationBreak>().SingleAsync();
            found.Close(await db.Set<ReconciliationRun>().SingleAsync(), bank.World.Now);
            await db.SaveChangesAsync();
        }

        Assert.Equal((885, -4_115), await SidesAsync(bank));
        await RunAsync(bank, Last);
        await ExplainAsync(bank);

        Assert.Equal((885, 885), await SidesAsync(bank));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Upgrade_FindsWhatOlderRunsSaw(StoreKind kind)
    {
        await using var bank = await MonthEndAsync(kind);
        await NextDayAsync(bank);
        await RunAsync(bank, Last.PlusDays(1));
        await ExplainAsync(bank);
        var seen = (await bank.AllAsync<SeenBreak>()).Select(Told).Order().ToList();
        Migration migration = kind == StoreKind.Sqlite ? new OpsPortal.Data.Migrations.Sqlite.SeenBreaks()
            : new OpsPortal.Data.Migrations.Postgres.SeenBreaks();
        await using (var db = await bank.World.DbAsync())
        {
            await db.Set<SeenBreak>().ExecuteDeleteAsync();
            migration.ActiveProvider = db.Database.ProviderName!;
            foreach (var step in migration.UpOperations.OfType<SqlOperation>())
                await db.Database.ExecuteSqlRawAsync(step.Sql);
        }

        Assert.Equal(3, seen.Count);
        Assert.Equal(seen, (await bank.AllAsync<SeenBreak>()).Select(Told).Order());

        static string Told(SeenBreak one) =>
            $"{one.RunId} {one.BreakId} {one.Kind} {one.EffectMinor} {one.ExplainedAt?.ToUnixTimeTicks()}";
    }

    // The bank has -50.00 that is not booked.
    private static async Task<BankWorld> MonthEndAsync(StoreKind kind)
    {
        var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(
            Entry("8.85", Paid("Invoice IE-7"), "R-1", day: "2026-02-28")
                + Entry("-50.00", reference: "OUT-1", day: "2026-02-28"),
            opening: "0.00", closing: "-41.15", day: "2026-02-28"));
        await RunAsync(bank, Last);
        return bank;
    }

    private static async Task NextDayAsync(BankWorld bank)
    {
        await bank.TakenAsync(Camt("", opening: "-41.15", closing: "-41.15", day: "2026-03-01", id: "S-2"));
        await RunAsync(bank, Last.PlusDays(1));
    }

    private static async Task RunAsync(BankWorld bank, LocalDate day)
    {
        var account = Assert.Single(await bank.AllAsync<Domain.Parties.TreasuryAccount>());
        Done(await bank.World.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.BankToSubledger, account.Id.ToString(), account.Currency, day, day),
            bank.World.As("finance"), default));
    }

    private static async Task ExplainAsync(BankWorld bank)
    {
        var found = (await bank.AllAsync<ReconciliationBreak>()).Single(one => one.State == BreakState.Open);
        Done(await bank.World.Use<WorkBreak>().ExplainAsync(
            found.Id, BreakReason.LateBooking, "A fee that finance books in March.", bank.World.As("finance"), default));
    }

    private static async Task<(long Left, long Right)> SidesAsync(BankWorld bank, Instant? at = null)
    {
        await using var db = await bank.World.DbAsync();
        var scope = new CloseScope(db, World.Ireland, CloseWorld.February, at ?? bank.World.Now);
        var line = Assert.Single((await new BankTieOut().CheckAsync(scope, default)).Lines);
        return (line.Left, line.Right);
    }
}
