using System.Diagnostics;

namespace OpsPortal.Tests.Faults.Disk;

/// <summary>
/// The database takes no writes for a while, under load: its disk is full or fails, or it is read-only. Nothing is answered that
/// is not kept, the app says that it is not ready and what to mend, and goes on by itself.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Collection("faults")]
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RedWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(DiskTrouble.Full, "the disk of the database is full: make room")]
    [InlineData(DiskTrouble.Broken, "the disk of the database fails: look at")]
    public async Task Sqlite_WhenItsDiskTakesNoWrites_LosesNothingAndGoesOnByItself(DiskTrouble trouble, string words)
    {
        await using var world = await KillWorld.NewAsync(StoreKind.Sqlite, seed: 1);
        var disk = new TestDisk(world.World.Store.Folder);
        await LivesThroughAsync(world, new Outage($"disk {trouble} under SQLite", words, disk,
            () => Task.FromResult(disk.Trouble = trouble), () => Task.FromResult(disk.Trouble = null)));
    }

    [PostgresFact]
    public async Task Postgres_WhenItIsReadOnly_LosesNothingAndGoesOnByItself()
    {
        await using var world = await KillWorld.NewAsync(StoreKind.Postgres, seed: 1);
        await LivesThroughAsync(world, new Outage("read-only PostgreSQL", "it is read-only: connect to the primary", null,
            () => ReadOnlyAsync("on"), () => ReadOnlyAsync("off")));
    }

    private static async Task ReadOnlyAsync(string on)
    {
        await PostgresCluster.Current.ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {on}");
        await PostgresCluster.Current.ExecuteAsync("SELECT pg_reload_conf()");
    }

    private static async Task LivesThroughAsync(KillWorld world, Outage outage)
    {
        var (watch, told, judge) = (Stopwatch.StartNew(), new KillTally(), new KillJudge(world));
        await world.ReleasePayoutsAsync();
        using var portal = world.Start(outage.Stowaway);
        await portal.ReadyAsync();
        using var stop = new CancellationTokenSource();
        var load = world.Sender.LoadAsync(stop.Token);
        await world.Sender.AnsweredAsync(20, Patience);

        var (red, meanwhile, refused) = await DuringAsync(world, portal, outage);
        var green = await portal.ReadyAsync();

        await stop.CancelAsync();
        await load;
        told.Faults.AddRange(await new Comeback(world, judge).EndAsync(portal));
        told.Runs = 1;
        told.Add(world);
        await KillPlan.ReportAsync(outage.Name, told.Runs, told.Faults.Count,
            $"{refused} without an answer, red after {red?.After.TotalSeconds:0.0} s, green after {green.TotalSeconds:0.0} s, "
            + $"{told.Words}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.Empty(told.Faults);
        Assert.Contains(outage.Words, red?.Words, StringComparison.Ordinal);
        Assert.InRange(red!.Value.After, TimeSpan.Zero, RedWithin);
        Assert.InRange(green, TimeSpan.Zero, RedWithin);
        Assert.Equal((0, true), (meanwhile, refused > 0));
    }

    // PostgreSQL is shared with other tests: it ends however this does.
    private static async Task<((string Words, TimeSpan After)? Red, int Answered, int Refused)> DuringAsync(
        KillWorld world, PortalProcess portal, Outage outage)
    {
        await outage.Begin();
        try
        {
            var red = await portal.NotReadyAsync(Patience);
            var before = Answered(world);
            await Task.Delay(Lasts);
            return (red, Answered(world) - before, world.Sender.Journal.Count(webhook => !webhook.IsAnswered));
        }
        finally
        {
            await outage.End();
        }
    }

    private static int Answered(KillWorld world) => world.Sender.Journal.Count(webhook => webhook.IsAnswered);

    private sealed record Outage(string Name, string Words, IStowaway? Stowaway, Func<Task> Begin, Func<Task> End);
}
