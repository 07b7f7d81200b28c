using Quartz;

namespace OpsPortal.Jobs;

/// <summary>Tells when the clockwork of this node runs a job next.</summary>
[Part]
internal sealed class JobClock(ISchedulerFactory schedulers)
{
    public async Task<Instant?> NextAsync(string job, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var trigger = await scheduler.GetTrigger(new TriggerKey(job), ct);
        return trigger?.NextFireTimeUtc is { } next ? Instant.FromDateTimeOffset(next) : null;
    }
}
