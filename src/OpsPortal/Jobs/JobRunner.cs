using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Shell.Telemetry;

namespace OpsPortal.Jobs;

/// <summary>Runs one job at a time under its own name and keeps how it went.</summary>
[Part]
internal sealed partial class JobRunner(
    IEnumerable<IBackgroundJob> jobs, IDbContextFactory<OpsDbContext> contexts, IClock clock, ILogger<JobRunner> logger)
{
    private static readonly string Node = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    private static readonly Duration IdleWrittenEvery = Duration.FromMinutes(1);
    private static readonly Duration NodeForgottenAfter = Duration.FromDays(7);
    private readonly ConcurrentDictionary<string, Idle> idle = new(StringComparer.Ordinal);

    public IReadOnlyList<IBackgroundJob> Jobs { get; } = [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)];

    /// <summary>When the job last found nothing to do on this node; null if it never did.</summary>
    public Instant? LastIdleAt(string name) => idle.TryGetValue(name, out var rest) ? rest.LastRunAt : null;

    /// <summary>Runs the job unless it is running on this node already; returns its words or its error.</summary>
    public async Task<string> RunAsync(string name, CancellationToken ct)
    {
        var job = Jobs.Single(job => job.Name == name);
        var gate = gates.GetOrAdd(name, _ => new SemaphoreSlim(1));
        if (!await gate.WaitAsync(TimeSpan.Zero, ct))
            return "is running already";
        try
        {
            return await RunOneAsync(job, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Writes that this node lives; throws what the database says where it cannot.</summary>
    public Task BeatAsync(CancellationToken ct) => RecordAsync("heartbeat", (state, now) => state.Idled(now, 0, 1), ct);

    private async Task<string> RunOneAsync(IBackgroundJob job, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = Signals.Begin($"job {job.Name}");
        try
        {
            var result = await job.RunAsync(Actor.System(job.Name), ct);
            Signals.Job(job.Name, failed: false, started);
            if (result == JobResults.Nothing)
                await RestAsync(job, Milliseconds(started), ct);
            else
                await RecordAsync(job.Name, (state, now) => state.Succeeded(now, Milliseconds(started), result), ct);
            return result;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return "was stopped";
        }
        catch (Exception trouble)
        {
            LogFailed(trouble, job.Name);
            Signals.Job(job.Name, failed: true, started);
            idle[job.Name] = new Idle(clock.GetCurrentInstant(), Instant.MinValue, 0);
            await RecordFailureAsync(job, trouble, started, ct);
            return $"failed: {trouble.Message}";
        }
    }

    // Most runs find nothing to do: they are counted here and written down once a minute, or at once after a failure.
    private async Task RestAsync(IBackgroundJob job, long milliseconds, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var before = idle.GetValueOrDefault(job.Name, new Idle(now, Instant.MinValue, 0));
        var rest = before with { LastRunAt = now, Runs = before.Runs + 1 };
        if (now - rest.WrittenAt >= IdleWrittenEvery || now < rest.WrittenAt)
        {
            await RecordAsync(job.Name, (state, at) => state.Idled(at, milliseconds, rest.Runs), ct);
            rest = rest with { WrittenAt = now, Runs = 0 };
        }

        idle[job.Name] = rest;
    }

    // A database that is away fails the job and its record alike. Whoever asked for the run lives on; the next one tells.
    private async Task RecordFailureAsync(IBackgroundJob job, Exception trouble, long started, CancellationToken ct)
    {
        try
        {
            await RecordAsync(job.Name, (state, now) => state.Failed(now, Milliseconds(started), trouble.Message), ct);
        }
        catch (Exception unwritten) when (!ct.IsCancellationRequested)
        {
            LogUnwritten(unwritten, job.Name);
        }
    }

    private async Task RecordAsync(string name, Action<JobState, Instant> change, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var state = await db.Set<JobState>().FindAsync([name, Node], ct);
        if (state is null)
        {
            var gone = now - NodeForgottenAfter;
            await db.Set<JobState>().Where(old => old.Name == name && old.LastRunAt < gone).ExecuteDeleteAsync(ct);
            db.Add(state = new JobState(name, Node));
        }

        change(state, now);
        await db.SaveChangesAsync(ct);
    }

    private sealed record Idle(Instant LastRunAt, Instant WrittenAt, long Runs);

    private static long Milliseconds(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The failure of job {Job} could not be written down")]
    private partial void LogUnwritten(Exception trouble, string job);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private partial void LogFailed(Exception trouble, string job);
}
