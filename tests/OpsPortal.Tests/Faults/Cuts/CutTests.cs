using System.Diagnostics;
using Npgsql;

namespace OpsPortal.Tests.Faults.Cuts;

/// <summary>
/// The connection to PostgreSQL is cut exactly at a COMMIT, and the server crashes and comes back, while money comes in and goes
/// out. The app lives on; who was answered is answered for, and nothing is taken twice.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "EVT-6")]
[Collection("faults")]
public sealed class CutTests
{
    private const int CutsOfATestRun = 20;
    private const int CrashesOfATestRun = 3;
    private const int RunsOfABatch = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [OnPostgres]
    public async Task Commit_WhenTheConnectionIsCutAtIt_IsFoundOut(StoreKind kind)
    {
        var plan = KillPlan.ReadCuts(CutsOfATestRun);
        await using var world = await KillWorld.NewAsync(kind, plan.Seed);
        await using var cutter = new CommitCutter(world.World.Store.ConnectionString);
        using var portal = world.Start(way: cutter.ConnectionString);

        await BreakAsync("connection cut at COMMIT", world, portal, plan, async run =>
            await cutter.CutAsync(run % 2 == 0 ? Cut.BeforeTheCommit : Cut.AfterTheCommit, Patience)
                ? [] : ["No COMMIT came by."]);
    }

    [Theory]
    [OnPostgres]
    public async Task Database_WhenItCrashesDuringPosting_LosesNothingAndDoublesNothing(StoreKind kind)
    {
        var plan = KillPlan.ReadCuts(CrashesOfATestRun);
        await using var world = await KillWorld.NewAsync(kind, plan.Seed);
        var way = $"{world.World.Store.ConnectionString};Options=-c synchronous_commit=on";
        using var portal = world.Start(way: way);

        await BreakAsync("PostgreSQL crashed", world, portal, plan, async _ =>
        {
            await PostgresCluster.Current.ExecuteAsync("CHECKPOINT");
            await world.Sender.AnsweredAsync(10, Patience);
            PostgresCluster.Current.Crash();
            NpgsqlConnection.ClearAllPools();
            return [];
        });
    }

    /// <summary>Breaks something under load, again and again, in one life of the app; each time it must settle.</summary>
    private static async Task BreakAsync(
        string what, KillWorld world, PortalProcess portal, KillPlan plan, Func<int, Task<IReadOnlyList<string>>> damage)
    {
        var (watch, told, judge) = (Stopwatch.StartNew(), new KillTally(), new KillJudge(world));
        told.Longest("until ready", await portal.ReadyAsync());
        for (; told.Runs < plan.Runs && told.Faults.Count == 0; told.Runs++)
        {
            if (told.Runs % RunsOfABatch == 0)
                await world.ReleasePayoutsAsync();
            using var stop = new CancellationTokenSource();
            var load = world.Sender.LoadAsync(stop.Token);
            told.Faults.AddRange(await damage(told.Runs));
            await stop.CancelAsync();
            await load;
            told.Faults.AddRange(await SettledAsync(world, judge, portal, told));
        }

        portal.Kill();
        if (told.Faults.Count == 0)
            told.Faults.AddRange(await new Comeback(world, judge).EndAsync());
        told.Add(world);
        await KillPlan.ReportAsync(what, told.Runs, told.Faults.Count,
            $"{told.Words}; seed {plan.Seed}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.True(told.Faults.Count == 0,
            $"Seed {plan.Seed}, run {told.Runs}:\n{string.Join('\n', told.Faults.Take(20))}\n{portal.LastWords}");
    }

    private static async Task<IReadOnlyList<string>> SettledAsync(
        KillWorld world, KillJudge judge, PortalProcess portal, KillTally told)
    {
        var (watch, sent) = (Stopwatch.StartNew(), world.Sender.Journal);
        if (await portal.HasDiedAsync(TimeSpan.FromMilliseconds(1)))
            return ["The app died of it."];
        if (!await new Comeback(world, judge).CaughtUpAsync(sent))
            return ["The webhooks did not settle.", .. await judge.SettledAsync(sent)];
        told.Longest("until settled", watch.Elapsed);
        return await judge.SettledAsync(sent);
    }
}
