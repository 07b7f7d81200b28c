using System.Diagnostics;

namespace OpsPortal.Tests.Faults;

/// <summary>
/// The app as a process of its own dies by SIGKILL at random moments while webhooks come in and payouts go out. Judged from
/// outside: by the sender's journal of what was answered and the bank's journal of what it took.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "EVT-6")]
[Collection("faults")]
public sealed class KillTests
{
    private const int RunsOfOneStore = 25;
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(120);

    [Theory]
    [OnSqlite]
    public Task Kill_AtRandomMoments_LosesNothingAndDoublesNothing_OnSqlite(StoreKind kind) => KillAsync(kind, 13);

    [Theory]
    [OnPostgres]
    public Task Kill_AtRandomMoments_LosesNothingAndDoublesNothing_OnPostgres(StoreKind kind) => KillAsync(kind, 12);

    private static async Task KillAsync(StoreKind kind, int share)
    {
        var plan = KillPlan.Read(share, Cap);
        var watch = Stopwatch.StartNew();
        var told = new KillTally();
        for (var round = 0; told.Runs < plan.Runs && watch.Elapsed < plan.Cap && told.Faults.Count == 0; round++)
            await RoundAsync(kind, plan.Seed + round, told, () => told.Runs < plan.Runs && watch.Elapsed < plan.Cap);
        await KillPlan.ReportAsync($"kill -9 on {kind}", told.Runs, told.Faults.Count,
            $"{told.Words}; seed {plan.Seed}; {watch.Elapsed:mm\\:ss}");
        Assert.True(told.Faults.Count == 0, $"Seed {plan.Seed}, run {told.Runs}:\n{string.Join('\n', told.Faults.Take(20))}");
        Assert.True(told.Runs > 0);
    }

    /// <summary>Up to 25 deaths over one store; then everything must come to its end.</summary>
    private static async Task RoundAsync(StoreKind kind, int seed, KillTally told, Func<bool> goesOn)
    {
        var random = new Random(seed);
        await using var world = await KillWorld.NewAsync(kind, seed);
        var judge = new KillJudge(world);
        for (var run = 0; run < RunsOfOneStore && goesOn() && told.Faults.Count == 0; run++)
        {
            await world.ReleasePayoutsAsync();
            told.Runs++;
            if (random.Next(7) == 0)
                await DieWhileStartingAsync(world, random);
            else
                told.Faults.AddRange(await DieUnderLoadAsync(world, judge, random, told));
            told.Faults.AddRange(await judge.AtAnyMomentAsync());
        }

        if (told.Faults.Count == 0)
            told.Faults.AddRange(await new Comeback(world, judge).EndAsync());
        told.Add(world);
    }

    private static async Task DieWhileStartingAsync(KillWorld world, Random random)
    {
        using var portal = world.Start();
        await Task.Delay(random.Next(200, 3_000));
        portal.Kill();
    }

    /// <summary>Starts, is sent again what has no answer, must have settled then, and dies under load.</summary>
    private static async Task<IReadOnlyList<string>> DieUnderLoadAsync(
        KillWorld world, KillJudge judge, Random random, KillTally told)
    {
        using var portal = world.Start();
        told.Longest("until ready", await portal.ReadyAsync());
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
        portal.Kill();
        await stop.CancelAsync();
        await load;
        return faults;
    }
}

/// <summary>The tests that kill processes run one after another.</summary>
[CollectionDefinition("faults", DisableParallelization = true)]
public sealed class FaultsCollection;
