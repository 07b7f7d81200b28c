using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Jobs;
using OpsPortal.Notifications;

namespace OpsPortal.Demo;

/// <summary>The jobs that look at days, run once in each week of the demo's history and at its end: what became late did so in
/// its time, and the reader's first look finds nothing that only a job still has to notice.</summary>
internal sealed class DemoClockwork(
    DemoCalendar calendar, IEnumerable<IBackgroundJob> jobs, IDbContextFactory<OpsDbContext> contexts)
{
    private static readonly string[] LookAtDays =
    [
        "milestone-ageing", "stages-due", "settlement-watch", "stale-balances", "dispute-deadlines", "exception-ageing",
        "incidents", "approval-expiry",
    ];

    private static readonly Duration LastLook = Duration.FromMinutes(30);
    private static readonly Duration Unread = Duration.FromDays(3);

    public void Plan(Instant until)
    {
        for (var at = calendar.Now + Duration.FromDays(7); at < until - Duration.FromDays(1); at += Duration.FromDays(7))
            calendar.After(at - calendar.Now, LookAsync);
        calendar.After(until - calendar.Now - LastLook, LookAsync);
        calendar.After(until - calendar.Now - LastLook, ReadNewsAsync);
    }

    private async Task LookAsync()
    {
        foreach (var name in LookAtDays)
            _ = await jobs.Single(job => job.Name == name).RunAsync(Actor.System(name), default);
    }

    /// <summary>Its people have read what they were told, but for the last days.</summary>
    private async Task ReadNewsAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var told = await db.Set<Notification>().Where(one => one.ReadAt == null && one.At < calendar.Now - Unread).ToListAsync();
        told.ForEach(one => one.Read(calendar.Now));
        await db.SaveChangesAsync();
    }
}
