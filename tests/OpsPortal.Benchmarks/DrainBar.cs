using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Events;

namespace OpsPortal.Benchmarks;

/// <summary>Bar 2: how fast one worker drains events that wait in the inbox.</summary>
internal static class DrainBar
{
    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var count = 20_000 * percent / 100;
        var floor = new FloorStore(store.ConnectionString);
        var floorPaces = new List<double>();
        var paces = new List<double>();
        await using var portal = store.Portal();
        for (var round = 0; round <= 3; round++)
        {
            // The first round warms both up and is not counted.
            var prefix = $"D{round}-";
            var floorPace = await FloorAsync(floor, prefix, round == 0 ? count / 4 : count);
            var pace = await ProductAsync(store, portal, prefix, round == 0 ? count / 4 : count);
            if (round == 0)
                continue;
            floorPaces.Add(floorPace);
            paces.Add(pace);
        }

        var left = (long)(await store.ScalarAsync("""SELECT count(*) FROM "InboxEvents" WHERE "State" <> 'Done' """))!;
        var sum = (decimal)(await store.ScalarAsync("""SELECT coalesce(sum("AmountMinor"), 0) FROM "JournalLines" """))!;
        var ratio = Measured.Median(paces.Zip(floorPaces, (product, plain) => product / plain));
        return
        [
            new Measured(
                "2", $"drain of {count} waiting events, one worker", $"{Measured.Median(floorPaces):0}/s",
                $"{Measured.Median(paces):0}/s", ratio,
                ">= 0.40", ratio >= 0.4) { MoneyIsWrong = left != 0 || sum != 0 },
        ];
    }

    private static async Task<double> FloorAsync(FloorStore floor, string prefix, int count)
    {
        await floor.ResetAsync(Enumerable.Range(0, count).Select(i => WebhookLoad.Invoice(prefix, i)));
        var events = Enumerable.Range(0, count)
            .Select(i => ($"evt_{prefix}{i}", "", $"pi_{prefix}{i}", WebhookLoad.Invoice(prefix, i))).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var group in events.Chunk(128))
            await floor.CommitAsync(group);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> ProductAsync(BenchStore store, Microsoft.AspNetCore.Builder.WebApplication portal,
        string prefix, int count)
    {
        await store.AddInvoicesAsync(portal, prefix, count);
        var door = portal.Services.GetRequiredService<WebhookDoor>();
        var intake = portal.Services.GetRequiredService<StoreEvents>();
        foreach (var group in Enumerable.Range(0, count).Select(i => WebhookLoad.Body(prefix, i)).Chunk(128))
        {
            await intake.StoreAsync([.. group.Select(body => door.Admit(
                "stripe", new Delivery(body, name => name == "Stripe-Signature" ? WebhookLoad.Sign(body) : null))!)],
                    post: false);
        }

        var watch = Stopwatch.StartNew();
        await portal.Services.GetRequiredService<SweepInbox>().RunAsync(Actor.System("benchmark"), CancellationToken.None);
        return count / watch.Elapsed.TotalSeconds;
    }
}
