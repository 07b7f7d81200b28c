using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>A seed that failed must fail again: what happens in a world follows its seed and nothing else.</summary>
public sealed class ReplayTests
{
    private const int Seed = 1;
    private const int Steps = 70;

    [Theory, OnSqlite, OnPostgres]
    public async Task World_OfOneSeedMadeTwice_TakesTheSameStepsToTheSameEnd(StoreKind kind)
    {
        var first = await LiveAsync(kind);
        Assert.Contains(first, line => line.Contains("the app died", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', first), string.Join('\n', await LiveAsync(kind)));
    }

    /// <summary>Every step, then every balance and payout that it came to.</summary>
    private static async Task<List<string>> LiveAsync(StoreKind kind)
    {
        await using var world = await Simulation.NewAsync(kind, Seed);
        for (var step = 0; step < Steps; step++)
            await world.StepAsync();
        await using var db = await world.House.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        var payouts = await db.Set<PayoutItem>().AsNoTracking().ToListAsync();
        return
        [
            .. world.Story,
            .. OutsideActs.Balances(lines).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"),
            .. payouts.Select(payout => $"{payout.PayeeName} {payout.AmountMinor} {payout.State}").Order(StringComparer.Ordinal),
        ];
    }
}
