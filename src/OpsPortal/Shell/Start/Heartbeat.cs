using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Jobs;

namespace OpsPortal.Shell.Start;

/// <summary>Writes a little to the data folder and the database all the time, so that nobody who asks whether the app is ready
/// has to.</summary>
[Part]
internal sealed partial class Heartbeat(Readiness readiness, DataDisk disk, JobRunner jobs, ILogger<Heartbeat> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(4);
    private string? last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (readiness.HasStarted)
                await BeatAsync(stoppingToken);
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        var before = last;
        last = disk.WhyUnwritable() ?? await WhyRefusedAsync(ct);
        readiness.Note(last);
        if (before is not null && last is null)
            LogMended();
    }

    private async Task<string?> WhyRefusedAsync(CancellationToken ct)
    {
        try
        {
            await jobs.BeatAsync(ct);
            return null;
        }
        catch (Exception trouble) when (!ct.IsCancellationRequested)
        {
            // Somebody else writes for long: that is no refusal.
            if (Conflicts.IsPassing(trouble))
                return last;
            var words = WriteRefusal.Words(trouble);
            if (words != last)
                LogRefused(trouble, words);
            return words;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready: {Why}")]
    private partial void LogRefused(Exception trouble, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ready again: what is written is kept")]
    private partial void LogMended();
}
