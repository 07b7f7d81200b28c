using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Features.Operations;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Jobs;

/// <summary>Whether the jobs run and the inbox is worked off, as the doctor sees it, for those who look after jobs.</summary>
[UseCase]
internal sealed class JobsHealth(QueryRunner runner, WorkCheckUp work)
{
    /// <param name="Silent">Jobs that should have run since they last did, by name.</param>
    /// <param name="Failing">Jobs whose last run failed, by name.</param>
    /// <param name="LateEvents">Events in the inbox that nobody looked at for five minutes.</param>
    internal sealed record Answer(IReadOnlyList<string> Silent, IReadOnlyList<string> Failing, int LateEvents);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeJobs, actor, async reading =>
        {
            var states = await reading.Db.Set<JobState>().ToListAsync(ct);
            var failing = states.GroupBy(state => state.Name)
                .Where(nodes => nodes.MaxBy(state => state.LastRunAt)!.FailuresInARow > 0)
                .Select(nodes => nodes.Key).Order(StringComparer.Ordinal);
            return new Answer(
                await work.SilentJobsAsync(reading.Db, ct), [.. failing], await work.LateEventsAsync(reading.Db, ct));
        }, ct);
}
