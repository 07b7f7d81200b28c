using OpsPortal.Jobs;
using OpsPortal.Shell.Start;

namespace OpsPortal.Events;

/// <summary>Runs the sweep as soon as something came in, instead of at its next tick.</summary>
[Part]
internal sealed class InboxPump(InboxBell bell, JobRunner jobs, Readiness readiness) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.WaitAsync(TimeSpan.FromSeconds(30), stoppingToken);
            if (readiness.HasStarted)
                await jobs.RunAsync("inbox-sweep", stoppingToken);
        }
    }
}
