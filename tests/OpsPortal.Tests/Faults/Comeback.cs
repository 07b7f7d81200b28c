using System.Diagnostics;

namespace OpsPortal.Tests.Faults;

/// <summary>What must happen after a death: what was not answered is sent again, and all that is open comes to its end.</summary>
internal sealed class Comeback(KillWorld world, KillJudge judge)
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ComeToRest = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan WhileWaiting = TimeSpan.FromMinutes(20);

    /// <summary>No more deaths: what is open must settle by itself.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        using var portal = world.Start();
        await portal.ReadyAsync();
        return await EndAsync(portal);
    }

    /// <summary>The same in an app that has lived through it.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(PortalProcess portal)
    {
        var watch = Stopwatch.StartNew();
        while (!await judge.ArePayoutsPaidAsync()
            && (watch.Elapsed < ComeToRest || (watch.Elapsed < WhileWaiting && await judge.IsTurnAheadAsync())))
        {
            await world.Sender.CatchUpAsync(world.Sender.Journal, CatchUp);
            await Task.Delay(200);
        }

        await CaughtUpAsync(world.Sender.Journal);
        var faults = await judge.AtLastAsync();
        return faults.Count == 0 ? faults : [.. faults, portal.LastWords];
    }

    /// <summary>Only what was sent before: payouts that leave meanwhile bring ever new webhooks.</summary>
    public async Task<bool> CaughtUpAsync(IReadOnlyCollection<OutsideWebhook> sent)
    {
        for (var until = DateTime.UtcNow + CatchUp; DateTime.UtcNow < until;)
        {
            if (await world.Sender.CatchUpAsync(sent, CatchUp) && await judge.UnhandledAsync(sent) is [])
                return true;
            await Task.Delay(100);
        }

        return false;
    }
}
