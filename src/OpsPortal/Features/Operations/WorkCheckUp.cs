using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Operations;

/// <summary>What is left lying: jobs that do not run, events that wait, payouts of which nobody knows the end; and who is
/// there.</summary>
[Part]
internal sealed class WorkCheckUp(IClock clock, IEnumerable<IBackgroundJob> jobs) : ICheckUp
{
    private const int MissedTicks = 5;

    /// <summary>A job that found nothing is written down a minute later: a slow one may not be there yet.</summary>
    private static readonly TimeSpan WrittenAtOnce = TimeSpan.FromSeconds(30);

    private static readonly Duration LongestWait = Duration.FromMinutes(5);
    private static readonly Duration LongestUnknown = Duration.FromMinutes(30);
    private static readonly Duration ShortestSilence = Duration.FromMinutes(2);

    public int Order => 3;

    public async Task<IReadOnlyList<Finding>> LookAsync(OpsDbContext db, CancellationToken ct) =>
    [
        await JobsAsync(db, ct), await InboxAsync(db, ct), await UnknownAsync(db, ct), await AdministratorsAsync(db, ct),
        await ControllersAsync(db, ct),
    ];

    /// <summary>The jobs that should have run since they last did, by name.</summary>
    public async Task<IReadOnlyList<string>> SilentJobsAsync(OpsDbContext db, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var last = await db.Set<JobState>().AsNoTracking().GroupBy(state => state.Name)
            .Select(group => new { group.Key, At = group.Max(state => state.LastRunAt) })
            .ToDictionaryAsync(row => row.Key, row => row.At, ct);
        return [.. jobs.Where(job => last.GetValueOrDefault(job.Name) is { } at
                ? now - at > Duration.Max(ShortestSilence, Duration.FromTimeSpan(job.Every) * MissedTicks)
                : job.Every <= WrittenAtOnce)
            .Select(job => job.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>How many events wait longer in the inbox than they should.</summary>
    public async Task<int> LateEventsAsync(OpsDbContext db, CancellationToken ct)
    {
        var late = clock.GetCurrentInstant() - LongestWait;
        return await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.Ready && row.ReceivedAt < late, ct);
    }

    private async Task<Finding> JobsAsync(OpsDbContext db, CancellationToken ct)
    {
        var silent = await SilentJobsAsync(db, ct);
        return new Finding("jobs", silent.Count == 0, silent.Count == 0 ? "all run"
            : $"silent: {string.Join(", ", silent)}. Does a node with Jobs:Enabled run?");
    }

    private async Task<Finding> InboxAsync(OpsDbContext db, CancellationToken ct)
    {
        var waiting = await LateEventsAsync(db, ct);
        return new Finding("inbox", waiting == 0, waiting == 0 ? "nothing waits longer than five minutes"
            : $"{waiting} events wait longer than five minutes: see /events");
    }

    private async Task<Finding> UnknownAsync(OpsDbContext db, CancellationToken ct)
    {
        var late = clock.GetCurrentInstant() - LongestUnknown;
        var unknown = await db.Set<PayoutItem>().CountAsync(
            item => item.State == PayoutItemState.Unknown && item.ReleasedAt < late, ct);
        return new Finding("unknown payouts", unknown == 0, unknown == 0 ? "none older than half an hour"
            : $"{unknown} older than half an hour: ask the provider, then settle them with two people");
    }

    private static async Task<Finding> AdministratorsAsync(OpsDbContext db, CancellationToken ct)
    {
        var count = await CountAsync(db, Role.Admin, ct);
        return new Finding("administrators", count >= 2, count >= 2 ? $"{count} active"
            : $"{count} active: have two, or a lost authenticator cannot be reset");
    }

    private static async Task<Finding> ControllersAsync(OpsDbContext db, CancellationToken ct)
    {
        var count = await CountAsync(db, Role.Controller, ct);
        return new Finding("controllers", count >= 2, count >= 2 ? $"{count} active"
            : $"{count} active: a batch needs two, and a new one counts after a day");
    }

    private static Task<int> CountAsync(OpsDbContext db, Role role, CancellationToken ct) =>
        db.Set<Person>().CountAsync(
            person => person.DisabledAt == null && person.Grants.Any(grant => grant.Role == role), ct);
}
