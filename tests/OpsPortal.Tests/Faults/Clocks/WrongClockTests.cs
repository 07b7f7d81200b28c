using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Tests.Faults.Clocks;

/// <summary>
/// The app's clock jumps while money moves: ahead, behind, a whole day, and back each time. Webhooks of the true time are refused
/// meanwhile and taken when they come again; payouts that wait are not sent by it, and none is lost or sent twice.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "EVT-6")]
[Collection("faults")]
public sealed class WrongClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    // Longer than two payouts' sendings are apart.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);
    private static readonly Duration[] Jumps = [Duration.FromMinutes(10), Duration.FromMinutes(-10)];

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Clock_ThatJumps_LosesNothingAndSendsNothingTwice(StoreKind kind)
    {
        var (watch, told) = (Stopwatch.StartNew(), new KillTally());
        await using var world = await KillWorld.NewAsync(kind, seed: 1);
        var (clock, judge) = (new TestClock(world.World.Store.Folder), new KillJudge(world));
        using var portal = world.Start(clock);
        await portal.ReadyAsync();
        foreach (var jump in Jumps)
            await JumpAsync(world, judge, clock, jump, told);
        await AskNowAsync(world);
        if (told.Faults.Count == 0)
            told.Faults.AddRange(await new Comeback(world, judge).EndAsync(portal));
        // Over a day the bank may have forgotten a key: what it did not take then waits for two people, and is not sent again.
        await JumpAsync(world, judge, clock, Duration.FromDays(1), told);
        told.Count("webhooks refused for their time", world.Sender.Refusals);
        told.Add(world);
        await KillPlan.ReportAsync($"wrong clock on {kind}", told.Runs, told.Faults.Count,
            $"{told.Words}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.True(told.Faults.Count == 0, $"{string.Join('\n', told.Faults.Take(20))}\n{portal.LastWords}");
    }

    // By a clock ten minutes ahead the bank is asked ten minutes later; the test does not wait for them.
    private static async Task AskNowAsync(KillWorld world)
    {
        var soon = world.World.Now + Duration.FromMinutes(1);
        await using var db = await world.World.DbAsync();
        await db.Set<PayoutInstruction>().Where(sent => sent.State != InstructionState.Answered && sent.NextAt > soon)
            .ExecuteUpdateAsync(set => set.SetProperty(sent => sent.NextAt, sent => sent.CreatedAt));
    }

    // By the time that the sender wrote before it called: what was on its way when the clock jumped arrives later, and is none.
    private static async Task<int> SentByAWrongClockAsync(KillWorld world)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var (earliest, latest) = (now - Duration.FromMinutes(8), now + Duration.FromMinutes(8));
        await using var db = await world.World.DbAsync();
        return await db.Set<PayoutInstruction>().CountAsync(sent => sent.FirstSentAt < earliest || sent.FirstSentAt > latest);
    }

    private static async Task JumpAsync(KillWorld world, KillJudge judge, TestClock clock, Duration jump, KillTally told)
    {
        if (told.Faults.Count > 0)
            return;
        told.Runs++;
        told.Faults.AddRange((await JumpAsync(world, judge, clock, jump)).Select(fault => $"[{jump}] {fault}"));
    }

    private static async Task<IReadOnlyList<string>> JumpAsync(KillWorld world, KillJudge judge, TestClock clock, Duration jump)
    {
        using var stop = new CancellationTokenSource();
        await world.ReleasePayoutsAsync();
        var load = world.Sender.LoadAsync(stop.Token);
        await world.Sender.AnsweredAsync(10, Patience);

        (world.Sender.IsTimeInDoubt, clock.Ahead) = (true, jump);
        var isRefused = await world.Sender.RefusedAsync(10, Patience);
        var wrongSince = Stopwatch.GetTimestamp();
        await world.ReleasePayoutsAsync();
        await Task.Delay(Lasts);
        var wrongly = await SentByAWrongClockAsync(world);
        var meanwhile = world.Sender.Journal.Count(webhook => webhook.IsAnswered && webhook.AnsweredSending > wrongSince);
        await stop.CancelAsync();
        await load;

        (clock.Ahead, world.Sender.IsTimeInDoubt) = (Duration.Zero, false);
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        var journal = world.Sender.Journal;
        return
        [
            .. isRefused ? [] : new[] { "No webhook was refused for its time." },
            .. meanwhile == 0 ? [] : new[] { $"{meanwhile} webhooks were answered by the wrong clock." },
            .. wrongly == 0 ? [] : new[] { $"{wrongly} payouts were sent by the wrong clock." },
            .. await new Comeback(world, judge).CaughtUpAsync(journal) ? [] : new[] { "The webhooks did not settle." },
            .. await judge.SettledAsync(journal),
        ];
    }
}
