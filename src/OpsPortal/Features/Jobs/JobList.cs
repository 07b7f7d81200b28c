using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Jobs;

/// <summary>Every job with when it last ran and runs next, and how it went where it ran last.</summary>
[UseCase]
internal sealed class JobList(QueryRunner runner, JobRunner jobs, JobClock clock)
{
    internal static readonly RowOrders<JobList.Row> Orders = new RowOrders<JobList.Row>()
        .By("job", row => row.Name)
        .By("every", row => row.Every)
        .By("ran", row => row.LastRunAt)
        .By("next", row => row.NextAt)
        .By("effect", row => row.Last == null ? null : row.Last.LastEffectAt)
        .By("failures", row => row.Last == null ? 0 : row.Last.FailuresInARow);

    /// <param name="LastRunAt">The last run, be it idle.</param>
    /// <param name="NextAt">The next run on this node; null while the clockwork stands still.</param>
    internal sealed record Row(string Name, string Purpose, TimeSpan Every, JobState? Last, Instant? LastRunAt, Instant? NextAt);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeJobs, actor, async reading =>
        {
            var states = await reading.Db.Set<JobState>().ToListAsync(ct);
            var rows = new List<Row>();
            foreach (var job in jobs.Jobs)
            {
                var last = states.Where(state => state.Name == job.Name).MaxBy(state => state.LastRunAt);
                rows.Add(new Row(
                    job.Name, job.Purpose, job.Every, last, Later(last?.LastRunAt, jobs.LastIdleAt(job.Name)),
                    await clock.NextAsync(job.Name, ct)));
            }

            return rows;
        }, ct);

    private static Instant? Later(Instant? one, Instant? other) => one is null || other > one ? other : one;
}

/// <summary>Runs one job now; safe beside the clock.</summary>
[UseCase]
internal sealed class RunJob(CommandRunner runner, JobRunner jobs)
{
    public async Task<Outcome<string>> RunAsync(string name, Actor actor, CancellationToken ct)
    {
        var allowed = await runner.RunAsync(Permission.RunJob, actor, work =>
        {
            if (jobs.Jobs.All(job => job.Name != name))
                return Task.FromResult<Outcome>(SharedRefusals.NotFound("job"));
            work.Audit("Ran job", "job", Guid.Empty, after: name);
            return Task.FromResult(Outcome.Done);
        }, ct);
        return allowed.IsRefused ? allowed.Refusal : await jobs.RunAsync(name, ct);
    }
}
