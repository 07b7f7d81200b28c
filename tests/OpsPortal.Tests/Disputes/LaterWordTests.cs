using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Tests.Disputes;

/// <summary>A provider that decided a dispute says something else later.</summary>
[Trait("Requirement", "EXC-9")]
public sealed class LaterWordTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task LostThenWon_TakesTheLossBack_AndAnOlderWordChangesNothing(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        var before = await BalancesAsync(world);
        await world.TellAsync("dispute.opened");
        var opened = world.World.Now;
        world.World.Clock.Advance(Duration.FromDays(1));
        await world.TellAsync("dispute.closed", won: false);
        Assert.NotEqual(before, await BalancesAsync(world));

        world.World.Clock.Advance(Duration.FromDays(1));
        await world.TellAsync("dispute.closed", won: true);
        Assert.Equal(before, await BalancesAsync(world));
        world.World.Clock.Set(opened + Duration.FromHours(1));
        await world.TellAsync("dispute.closed", won: false);

        Assert.Equal(before, await BalancesAsync(world));
        Assert.Equal(DisputeState.Won, (await world.DisputeAsync()).State);
        await using var db = await world.World.DbAsync();
        Assert.Equal(0, await db.Set<InboxEvent>().CountAsync(found => found.State != InboxState.Done));
        Assert.Equal(0, await db.Set<ExceptionCase>().CountAsync(found => found.ReasonCode == "cash.dispute-lost-after-won"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WonThenLost_BooksNothing_AndACaseStopsThePayment(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("dispute.opened");
        world.World.Clock.Advance(Duration.FromDays(1));
        await world.TellAsync("dispute.closed", won: true);
        var before = await BalancesAsync(world);

        world.World.Clock.Advance(Duration.FromDays(1));
        await world.TellAsync("dispute.closed", won: false);
        await world.TellAsync("dispute.closed", won: false);

        Assert.Equal(before, await BalancesAsync(world));
        Assert.Equal(DisputeState.Won, (await world.DisputeAsync()).State);
        await using var db = await world.World.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.ReasonCode == "cash.dispute-lost-after-won");
        Assert.Equal((ExceptionType.Dispute, DisputeWorld.Gross), (found.Type, found.AmountMinor!.Value));
        var payables = await Payables.ReadAsync(db, new([World.Ireland]), new ApprovalRules([], []), default);
        Assert.Contains(payables, one => one.Facts.Exceptions.Any(fact => fact.Id == found.Id));
        Assert.Equal(0, await db.Set<InboxEvent>().CountAsync(row => row.State != InboxState.Done));
    }

    private static async Task<List<(Account, long)>> BalancesAsync(DisputeWorld world)
    {
        await using var db = await world.World.DbAsync();
        var rows = await db.Set<JournalLine>().AsNoTracking().GroupBy(line => line.Account)
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) }).ToListAsync();
        return [.. rows.Where(row => row.Minor != 0).OrderBy(row => row.Key).Select(row => (row.Key, row.Minor))];
    }
}
