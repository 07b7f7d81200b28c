using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;

namespace OpsPortal.Jobs;

/// <summary>Runs one job at a time under its own name and keeps how it went.</summary>
[Part]
internal sealed partial class JobRunner(
    IEnumerable<IBackgroundJob> jobs, IDbContextFactory<OpsDbContext> contexts, IClock clock, ILogger<JobRunner> logger)
{
    private static readonly string Node = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    public IReadOnlyList<IBackgroundJob> Jobs { get; } = [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)];

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

    private async Task<string> RunOneAsync(IBackgroundJob job, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await job.RunAsync(Actor.System(job.Name), ct);
            if (result != "nothing")
                await RecordAsync(job, state => state.Succeeded(clock.GetCurrentInstant(), Milliseconds(started), result), ct);
            return result;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return "was stopped";
        }
        catch (Exception trouble)
        {
            LogFailed(trouble, job.Name);
            await RecordAsync(job, state => state.Failed(clock.GetCurrentInstant(), Milliseconds(started), trouble.Message), ct);
            return $"failed: {trouble.Message}";
        }
    }

    private async Task RecordAsync(IBackgroundJob job, Action<JobState> change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var state = await db.Set<JobState>().FindAsync([job.Name, Node], ct);
        if (state is null)
            db.Add(state = new JobState(job.Name, Node));
        change(state);
        await db.SaveChangesAsync(ct);
    }

    private static long Milliseconds(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private partial void LogFailed(Exception trouble, string job);
}
