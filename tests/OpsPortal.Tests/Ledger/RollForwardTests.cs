using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Ledger.RollForward;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "LED-6")]
public sealed class RollForwardTests
{
    private static readonly LocalDate First = new(2026, 1, 5);

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Movements_FromDailySumsAndLateLines_EqualTheEntries(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await LiveAsync(world, 40);
        Assert.Equal(37, (await world.Use<SnapshotBalances>().RunAsync(Actor.System("test"), default)).Value);
        await JournalWriterTests.WriteAsync(
            world, SomeDrafts.Payment("pi_late", 7, At(4)), SomeDrafts.SweepSent("po_late", 3, At(4)));
        Assert.Equal(0, (await world.Use<SnapshotBalances>().RunAsync(Actor.System("test"), default)).Value);

        await using var db = await world.DbAsync();
        Assert.NotEmpty(await db.Set<DailyMovement>().ToListAsync());
        for (var from = First.PlusDays(-3); from < First.PlusDays(42); from = from.PlusDays(5))
        {
            var last = from.PlusDays(9);
            var read = await LedgerMovements.ReadAsync(db, World.Ireland, from, last, default);
            var summed = await LedgerMovements.SummedAsync(db, World.Ireland, from.PlusDays(-1), last, withLate: true, default);
            Assert.Equal(Sorted(summed.Where(m => Domain.Ledger.RollForward.Accounts.Contains(m.Account))), Sorted(read));

            var range = await RollForwards.ReadAsync(db, World.Ireland, from, last, default);
            var owed = await RollForwards.OwedAsync(db, World.Ireland, last, default);
            Assert.Equal(owed.OrderBy(pair => pair.Key.Account),
                range.Rows.Where(row => row.ClosingMinor != 0).OrderBy(row => row.Account)
                    .Select(row => KeyValuePair.Create((row.Account, row.Currency), row.ClosingMinor)));
        }
    }

    /// <summary>A day that ends at zero leaves movements and no balance; it is summed once all the same.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Snapshots_OfADayThatEndsAtZero_AreTakenOnce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        world.Clock.Set(At(0));
        var payment = SomeDrafts.Payment("pi_1", 100, At(0));
        await JournalWriterTests.WriteAsync(world, payment);
        await using (var db = await world.DbAsync())
        {
            var entry = await db.Set<JournalEntry>().Include(e => e.Lines).SingleAsync();
            await JournalWriterTests.WriteAsync(world, Reversal.Of(entry, At(0), "posted in error").Value);
        }

        world.Clock.Set(At(20));
        for (var run = 0; run < 3; run++)
            Assert.False((await world.Use<SnapshotBalances>().RunAsync(Actor.System("test"), default)).IsRefused);

        var sheet = (await SheetsAsync(world, First, First)).Sheets.Single();
        var row = sheet.Accounts.Single(line => line.Row.Account == Account.UnappliedCash).Row;
        Assert.Equal((0, 100, -100, 0), (row.OpeningMinor, row.Of(MovementKind.Inflow), row.Of(MovementKind.Reversal),
            row.ClosingMinor));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task EveryCell_DrillsToTheLinesThatSumToIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await LiveAsync(world, 12);
        var answer = await SheetsAsync(world, First.PlusDays(3), First.PlusDays(9));

        var sheet = answer.Sheets.Single();
        Assert.True(sheet.Ties);
        foreach (var line in sheet.Accounts)
        {
            foreach (var movement in Enum.GetValues<MovementKind>())
            {
                var lines = await world.Use<MovementLines>().RunAsync(
                    new MovementLines.Filter(
                        line.Row.Account, World.Ireland, SomeDrafts.Eur, answer.First, answer.Last, movement, ListPlace.First),
                    world.As("auditor"), default);
                Assert.Equal(line.Row.Of(movement), lines.Value.SumMinor);
                Assert.Equal(lines.Value.SumMinor, lines.Value.Rows.Sum(row => row.OwedMinor));
                Assert.All(lines.Value.Rows, row => Assert.Equal(movement, row.KindOn(line.Row.Account)));
            }

            Assert.Equal(line.Row.ClosingMinor, sheet.Days[line.Row.Account].Last().Row.ClosingMinor);
        }

        Assert.Contains(RollForwardSheets.Shown(sheet, Account.HeldSettled), line => line.Day == First.PlusDays(3));
        Assert.DoesNotContain(RollForwardSheets.Shown(sheet, null), line => line.Day is not null);
    }

    [Fact]
    public async Task Sheets_OfARangeThatEndsBeforeItBegins_OrForAStranger_AreRefused()
    {
        await using var world = await World.NewAsync();
        var query = world.Use<RollForwardSheets>();

        Assert.Equal("ledger.range", (await query.RunAsync(
            new(First, First.PlusDays(-1), null, null), world.As("auditor"), default)).Refusal?.Code);
        Assert.Equal("ledger.range-too-long", (await query.RunAsync(
            new(First, First.PlusDays(500), null, null), world.As("auditor"), default)).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await query.RunAsync(
            new(null, null, null, null), world.As("approver"), default)).Refusal?.Code);
        Assert.Equal("ledger.not-a-month", RollForwardQuery.Parse("2026-13", null, null, null, null).Refusal?.Code);
    }

    private static async Task<RollForwardSheets.Answer> SheetsAsync(World world, LocalDate first, LocalDate last) =>
        (await world.Use<RollForwardSheets>().RunAsync(
            new RollForwardSheets.Filter(first, last, World.Ireland, SomeDrafts.Eur), world.As("auditor"), default)).Value;

    private static async Task LiveAsync(World world, int days)
    {
        var (payee, receipt) = (new PayeeId(Guid.CreateVersion7()), new ReceiptId(Guid.CreateVersion7()));
        for (var day = 0; day < days; day++)
        {
            world.Clock.Set(At(day));
            await JournalWriterTests.WriteAsync(
                world, SomeDrafts.Payment($"pi_{day}", 100 + day, world.Now),
                SomeDrafts.Block($"b{day}", payee, receipt, 10 + day, world.Now),
                SomeDrafts.PayoutReleased(new BatchId(Guid.CreateVersion7()), payee, 5, world.Now));
        }
    }

    private static Instant At(int day) => Instant.FromUtc(2026, 1, 5, 12, 0) + Duration.FromDays(day);

    private static IEnumerable<Movement> Sorted(IEnumerable<Movement> movements) => movements.OrderBy(m => m.Day)
        .ThenBy(m => m.Account).ThenBy(m => m.Family).ThenBy(m => m.IsReversal);
}
