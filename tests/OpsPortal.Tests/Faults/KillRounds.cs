using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OpsPortal.Tests.Faults.Disk;

namespace OpsPortal.Tests.Faults;

/// <summary>Deaths of the app over stores of its own, until the plan is through or something is found.</summary>
/// <param name="diskIn">The disk under a store in this folder, where each death is a power loss too.</param>
internal sealed class KillRounds(StoreKind kind, KillPlan plan, Func<string, TestDisk>? diskIn = null)
{
    private const int RunsOfOneStore = 25;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(120);
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly KillTally told = new();

    private bool GoesOn => told.Runs < plan.Runs && watch.Elapsed < plan.Cap && told.Faults.Count == 0;

    public async Task<KillTally> RunAsync(string what)
    {
        for (var round = 0; GoesOn; round++)
            await RoundAsync(plan.Seed + round);
        await KillPlan.ReportAsync(what, told.Runs, told.Faults.Count,
            $"{told.Words}; seed {plan.Seed}; {watch.Elapsed:h\\:mm\\:ss}");
        return told;
    }

    /// <summary>Up to 25 deaths over one store; then everything must come to its end.</summary>
    private async Task RoundAsync(int seed)
    {
        var random = new Random(seed);
        await using var world = await KillWorld.NewAsync(kind, seed);
        var (judge, disk) = (new KillJudge(world), diskIn?.Invoke(world.World.Store.Folder));
        for (var run = 0; run < RunsOfOneStore && GoesOn; run++)
        {
            await world.ReleasePayoutsAsync();
            told.Runs++;
            if (random.Next(7) == 0)
                await DieWhileStartingAsync(world, disk, random);
            else
                told.Faults.AddRange(await DieUnderLoadAsync(world, judge, disk, random));
            told.Faults.AddRange(await judge.AtAnyMomentAsync());
        }

        if (told.Faults.Count == 0)
            told.Faults.AddRange(await new Comeback(world, judge).EndAsync());
        told.Add(world);
    }

    private async Task DieWhileStartingAsync(KillWorld world, TestDisk? disk, Random random)
    {
        SqliteConnection.ClearAllPools();
        using var portal = world.Start(disk);
        await Task.Delay(random.Next(200, 3_000));
        Die(portal, disk, random);
    }

    /// <summary>Starts, is sent again what has no answer, must have settled then, and dies under load.</summary>
    private async Task<IReadOnlyList<string>> DieUnderLoadAsync(KillWorld world, KillJudge judge, TestDisk? disk, Random random)
    {
        SqliteConnection.ClearAllPools();
        using var portal = world.Start(disk);
        told.Longest("until ready", await portal.ReadyAsync());
        if (disk is { IsInUse: false })
            return ["The app does not write to the disk that loses power."];
        var watch = Stopwatch.StartNew();
        var sent = world.Sender.Journal;
        if (!await new Comeback(world, judge).CaughtUpAsync(sent))
            return ["The webhooks did not settle.", .. await judge.SettledAsync(sent), portal.LastWords];
        told.Longest("until settled", watch.Elapsed);
        var faults = await judge.SettledAsync(sent);
        using var stop = new CancellationTokenSource();
        var load = world.Sender.LoadAsync(stop.Token);
        await Task.Delay(random.Next(100, 2_000));
        await world.Sender.AnsweredAsync(random.Next(1, 40), CatchUp);
        if (random.Next(2) == 0)
            await world.Bank.Journal.CalledAsync(TimeSpan.FromSeconds(3));
        await Task.Delay(random.Next(200));
        Die(portal, disk, random);
        await stop.CancelAsync();
        await load;
        return faults;
    }

    // Our own look at the database ends before the app does: who closes a file last carries its log over into the database, and
    // that would save what the power loss takes.
    private void Die(PortalProcess portal, TestDisk? disk, Random random)
    {
        SqliteConnection.ClearAllPools();
        portal.Kill();
        if (disk?.LosePower(random) is not ({ } sectors and > 0))
            return;
        told.Count("deaths with unsynced writes", 1);
        told.Count("sectors lost", sectors);
    }
}
