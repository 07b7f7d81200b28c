using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "LED-7")]
public sealed class StaleBalanceTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Find_WhenTheReleasingEventIsMissing_OpensOneCaseWithTheOldPartOnly(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var start = world.Now;
        var batch = new BatchId(Guid.CreateVersion7());
        await JournalWriterTests.WriteAsync(world,
            SomeDrafts.SweepSent("po_old", 50_000, start),
            SomeDrafts.PayoutReleased(batch, new PayeeId(Guid.CreateVersion7()), 7_000, start));
        Assert.Equal(0, await FindAsync(world));

        world.Clock.Set(start + Duration.FromDays(6));
        await JournalWriterTests.WriteAsync(world, SomeDrafts.SweepSent("po_new", 20_000, world.Now));
        Assert.Equal(1, await FindAsync(world));
        world.Clock.Set(start + Duration.FromDays(9));
        Assert.Equal(2, await FindAsync(world));
        Assert.Equal(2, await FindAsync(world));

        await using var db = await world.DbAsync();
        var cases = await db.Set<ExceptionCase>().Where(found => found.Type == ExceptionType.StaleBalance)
            .OrderBy(found => found.OpenedAt).ToListAsync();
        Assert.Equal([50_000, 7_000], cases.Select(found => found.AmountMinor!.Value));
        Assert.Equal([null, batch], cases.Select(found => found.BatchId));
        Assert.StartsWith("EUR 500.00 stands on 1040 Transfers in transit of ", cases[0].Summary, StringComparison.Ordinal);
        Assert.Contains("Missing: the bank's line of the transfer.", cases[0].Summary, StringComparison.Ordinal);
    }

    /// <summary>Money that came back moves the balance on: its case ends, the other stays.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-2")]
    public async Task Find_WhenTheBalanceHasMovedOn_EndsItsCaseAndNoOther(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await JournalWriterTests.WriteAsync(world,
            SomeDrafts.SweepSent("po_old", 50_000, world.Now),
            SomeDrafts.PayoutReleased(new(Guid.CreateVersion7()), new PayeeId(Guid.CreateVersion7()), 7_000, world.Now));
        world.Clock.Advance(Duration.FromDays(9));
        Assert.Equal(2, await FindAsync(world));

        await using var db = await world.DbAsync();
        var sent = await db.Set<JournalEntry>().Include(entry => entry.Lines)
            .SingleAsync(entry => entry.Family == EventFamily.SweepSent);
        await JournalWriterTests.WriteAsync(world, Reversal.Of(sent, world.Now, "It came back", "test").Value);
        Assert.Equal(1, await FindAsync(world));

        Assert.Equal([(50_000L, ExceptionState.Resolved), (7_000L, ExceptionState.Open)],
            (await db.Set<ExceptionCase>().AsNoTracking().Where(found => found.Type == ExceptionType.StaleBalance).ToListAsync())
                .Select(found => (found.AmountMinor!.Value, found.State)).OrderDescending());
    }

    private static async Task<int> FindAsync(World world) =>
        (await world.Use<FindStaleBalances>().RunAsync(Actor.System("stale-balances"), default)).Value;
}
