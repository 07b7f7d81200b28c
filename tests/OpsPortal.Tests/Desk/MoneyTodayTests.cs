using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Ledger;

namespace OpsPortal.Tests.Desk;

public sealed class MoneyTodayTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Course_OfEachFigure_IsTheBalanceAtTheEndOfEachDay(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        for (var day = 0; day < 20; day++)
        {
            world.Clock.Set(Instant.FromUtc(2026, 1, 5, 12, 0) + Duration.FromDays(day));
            await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment($"pi_{day}", 100 + day, world.Now));
        }

        await world.Use<SnapshotBalances>().RunAsync(Actor.System("test"), CancellationToken.None);
        await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment("pi_late", 7, Instant.FromUtc(2026, 1, 9, 12, 0)));

        var row = Assert.Single((await world.Use<MoneyToday>().RunAsync(world.As("auditor"), default)).Value);

        Assert.Equal(("IE01", SomeDrafts.Eur, new LocalDate(2026, 1, 24)), (row.Entity.Code, row.Currency, row.Today));
        var unapplied = row.Figures[MoneyToday.Names.Index().Single(name => name.Item == "Unapplied cash").Index];
        Assert.Equal(MoneyToday.Days, unapplied.Minor.Count);
        await using var db = await world.DbAsync();
        for (var day = 0; day < MoneyToday.Days; day++)
        {
            var asOf = row.Today.PlusDays(day + 1 - MoneyToday.Days);
            var summed = await LedgerBalances.SummedAsync(db, World.Ireland, asOf, withLate: true, default);
            Assert.Equal(-summed.Single(sum => sum.Account == Account.UnappliedCash).BalanceMinor, unapplied.Minor[day]);
        }

        Assert.True(unapplied.Minor[0] < unapplied.Now);
        Assert.All(row.Figures.Where(figure => figure != unapplied).SelectMany(figure => figure.Minor),
            minor => Assert.Equal(0, minor));
    }

    [Fact]
    public async Task Money_WithoutTheLedger_IsRefused()
    {
        await using var world = await World.NewAsync();
        var answer = await world.Use<MoneyToday>().RunAsync(world.As("approver"), default);
        Assert.Equal("shared.not-allowed", answer.Refusal?.Code);
    }
}
