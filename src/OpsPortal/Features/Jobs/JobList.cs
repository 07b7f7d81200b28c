using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Jobs;

/// <summary>Every job with how it last went on each node.</summary>
[UseCase]
internal sealed class JobList(QueryRunner runner, JobRunner jobs)
{
    internal sealed record Row(string Name, string Purpose, TimeSpan Every, JobState? Last);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeJobs, actor, async reading =>
        {
            var states = await reading.Db.Set<JobState>().ToListAsync(ct);
            return jobs.Jobs.Select(job => new Row(
                job.Name, job.Purpose, job.Every, states.Where(s => s.Name == job.Name).MaxBy(s => s.LastRunAt))).ToList();
        }, ct);
}

/// <summary>Runs one job now; safe beside the clock.</summary>
[UseCase]
internal sealed class RunJob(CommandRunner runner, JobRunner jobs)
{
    public async Task<Outcome<string>> RunAsync(string name, Actor actor, CancellationToken ct)
    {
        if (jobs.Jobs.All(job => job.Name != name))
            return SharedRefusals.NotFound("job");
        var allowed = await runner.RunAsync(Permission.RunJob, actor, work =>
        {
            work.Audit("Ran job", "job", Guid.Empty, after: name);
            return Task.FromResult(Outcome.Done);
        }, ct);
        return allowed.IsRefused ? allowed.Refusal : await jobs.RunAsync(name, ct);
    }
}
