using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Jobs;

namespace OpsPortal.Shell.Start;

/// <summary>Writes a little to the data folder and the database all the time, and looks at the clock, so that nobody who asks
/// whether the app is ready has to.</summary>
[Part]
internal sealed partial class Heartbeat(Readiness readiness, DataDisk disk, JobRunner jobs, ClockCheck clocks,
    IDbContextFactory<OpsDbContext> contexts, ILogger<Heartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(4);
    private string? last;
    private bool isClockWrong;

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
            await LookAtClockAsync(ct);
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

    // Before the beat is written, by which a clock that went back is seen.
    private async Task LookAtClockAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var wrong = await clocks.WhyWrongAsync(db, ct);
        if (wrong is not null && !isClockWrong)
            LogWrongClock(wrong);
        else if (wrong is null && isClockWrong)
            LogRightClock();
        isClockWrong = wrong is not null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No payout is sent: {Why}")]
    private partial void LogWrongClock(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock is right again: payouts are sent")]
    private partial void LogRightClock();

    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready: {Why}")]
    private partial void LogRefused(Exception trouble, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ready again: what is written is kept")]
    private partial void LogMended();
}
