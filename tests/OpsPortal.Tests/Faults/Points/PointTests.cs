using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Outbox;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>
/// The app dies by SIGKILL at each of the named points of taking, posting, approving, releasing and sending money. A run that did
/// not come to its point counts as a fault. Judged from outside like random deaths.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "EVT-6")]
[Trait("Requirement", "PAY-7")]
[Collection("faults")]
public sealed class PointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [OnSqlite]
    public Task Kill_AtEachNamedPoint_LosesNothingAndDoublesNothing_OnSqlite(StoreKind kind) => KillAsync(kind);

    [Theory]
    [OnPostgres]
    public Task Kill_AtEachNamedPoint_LosesNothingAndDoublesNothing_OnPostgres(StoreKind kind) => KillAsync(kind);

    private static async Task KillAsync(StoreKind kind)
    {
        var (plan, watch, told) = (KillPlan.ReadPoints(), Stopwatch.StartNew(), new KillTally());
        for (var round = 0; round < plan.Runs && watch.Elapsed < plan.Cap && told.Faults.Count == 0; round++)
            await RoundAsync(kind, plan.Seed + round, plan.ShareOf(kind, NamedPoint.OfMoney), told);
        await KillPlan.ReportAsync($"kill -9 at named points of money on {kind}", told.Runs, told.Faults.Count,
            $"{NamedPoint.OfMoney.Count} points; {told.Words}; seed {plan.Seed}; {watch.Elapsed:h\\:mm\\:ss}");
        told.AssertNoFault(plan);
    }

    /// <summary>Each point once over one store, in any order; then everything must come to its end.</summary>
    private static async Task RoundAsync(StoreKind kind, int seed, IReadOnlyList<NamedPoint> points, KillTally told)
    {
        var order = points.ToArray();
        new Random(seed).Shuffle(order);
        await using var world = await KillWorld.NewAsync(kind, seed);
        var judge = new KillJudge(world);
        foreach (var point in order.TakeWhile(_ => told.Faults.Count == 0))
        {
            told.Runs++;
            told.Faults.AddRange((await DieAsync(world, judge, point, told)).Select(fault => $"[{point.Name}] {fault}"));
        }

        if (told.Faults.Count == 0)
            told.Faults.AddRange([.. await new Comeback(world, judge).EndAsync(), .. await MailAsync(world)]);
        told.Add(world);
    }

    private static async Task<IReadOnlyList<string>> DieAsync(
        KillWorld world, KillJudge judge, NamedPoint point, KillTally told)
    {
        var slip = PointSlip.In(world.World.Store.Folder);
        slip.Clear();
        using var portal = world.Start(slip);
        told.Longest("until ready", await portal.ReadyAsync());
        var sent = world.Sender.Journal;
        if (!await new Comeback(world, judge).CaughtUpAsync(sent))
            return ["The webhooks did not settle.", .. await judge.SettledAsync(sent), portal.LastWords];
        var faults = await judge.SettledAsync(sent);
        var scene = new PointScene(world, point);
        await scene.BeginAsync(slip, portal);
        using var stop = new CancellationTokenSource();
        var load = world.Sender.LoadAsync(stop.Token);
        var died = await portal.HasDiedAsync(Patience);
        portal.Kill();
        await stop.CancelAsync();
        await load;
        scene.End();
        if (!died || !slip.IsReached(point.Name))
            return [.. faults, $"The point was not reached, the app {(died ? "died" : "lives")}. {slip.Words}", portal.LastWords];
        return [.. faults, .. await judge.AtAnyMomentAsync(), .. await scene.JudgeAsync()];
    }

    /// <summary>Every e-mail that is marked as sent lies there, once under its name.</summary>
    private static async Task<IReadOnlyList<string>> MailAsync(KillWorld world)
    {
        await using var db = await world.World.DbAsync();
        var sent = await db.Set<OutboxMessage>().CountAsync(mail => mail.Attempts > 0);
        var files = Path.Combine(world.World.Store.Folder, "mail");
        var lie = Directory.Exists(files) ? Directory.GetFiles(files).Length : 0;
        return lie == sent ? [] : [$"mail: {sent} were sent, {lie} lie there"];
    }
}
