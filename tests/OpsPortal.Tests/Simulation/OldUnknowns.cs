using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Tests.Simulation;

/// <summary>Payouts whose key grew too old while the bank was away are never sent again by themselves: two people ask the bank by
/// telephone and settle them.</summary>
internal static class OldUnknowns
{
    /// <returns>How many were settled.</returns>
    public static async Task<int> SettleAsync(Simulation world)
    {
        var old = await FindAsync(world);
        foreach (var (item, key) in old)
        {
            var outcome = world.Bank.Taken.ContainsKey(key) ? SettledAs.Paid : SettledAs.NeverSent;
            await SettleAsync(world, item, outcome, "controller1", "Proposed outcome of unknown payout");
            await SettleAsync(world, item, outcome, "controller2", "Settled unknown payout");
        }

        return old.Count;
    }

    private static Task<bool> SettleAsync(Simulation world, PayoutItemId item, SettledAs outcome, string who, string action) =>
        world.TryAsync(world.Begin(who, action, Permission.SettleUnknown), actor => world.House.Use<SettleUnknown>().RunAsync(
            new SettleUnknown.Command(item, outcome, "Told by the bank"), actor, default));

    private static async Task<List<(PayoutItemId Item, string Key)>> FindAsync(Simulation world)
    {
        await using var db = await world.House.DbAsync();
        var unknown = await db.Set<PayoutItem>().AsNoTracking().Where(item => item.State == PayoutItemState.Unknown)
            .Join(db.Set<PayoutInstruction>(), item => item.Id, sent => sent.ItemId, (item, sent) => sent).AsNoTracking()
            .ToListAsync();
        return [.. unknown.Where(sent => !sent.IsKeyAlive(world.House.Now)).OrderBy(sent => sent.Key, StringComparer.Ordinal)
            .Select(sent => (sent.ItemId, sent.Key))];
    }
}
