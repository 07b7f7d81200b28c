using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Access;

/// <summary>One act on something that an open page shows.</summary>
internal sealed record Change(AuditId Id, Guid Subject, PersonId? Person, string Who, string Action, string? Reason, Instant At);

/// <summary>
/// Tells open pages what others changed. It follows the audit log, because every command writes there in its own transaction: so
/// what webhooks, jobs and other nodes did is heard the same way. Commands of this node wake it; the rest is heard within
/// seconds. Nothing true depends on it: a page that heard nothing is told by the use case that it is stale.
/// </summary>
[Part]
internal sealed partial class ChangeFeed(
    IDbContextFactory<OpsDbContext> contexts, IClock clock, IConfiguration configuration, ILogger<ChangeFeed> logger)
        : BackgroundService
{
    // A row carries the instant at which its command began, and is seen only once that command has committed.
    private static readonly Duration LongestCommand = Duration.FromSeconds(20);

    // Zero switches the feed off.
    private readonly TimeSpan every = TimeSpan.FromSeconds(configuration.GetValue("OpsPortal:LiveSeconds", 2));
    private readonly ConcurrentDictionary<Watcher, bool> watchers = new();
    private readonly SemaphoreSlim bell = new(0);

    /// <summary>Calls back for every act on these subjects since the instant, until the answer is disposed.</summary>
    public IDisposable Watch(Instant since, Func<IEnumerable<Guid>> subjects, Action<IReadOnlyList<Change>> tell)
    {
        var watcher = new Watcher(since, subjects, tell, gone => watchers.TryRemove(gone, out _));
        watchers[watcher] = true;
        Wake();
        return watcher;
    }

    /// <summary>Something was committed on this node.</summary>
    public void Wake()
    {
        if (every > TimeSpan.Zero && !watchers.IsEmpty && bell.CurrentCount == 0)
            bell.Release();
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (every > TimeSpan.Zero && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(watchers.IsEmpty ? Timeout.InfiniteTimeSpan : every, stoppingToken);
                await TellAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                LogDeaf(trouble);
                await Task.Delay(every, stoppingToken);
            }
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        var listening = watchers.Keys.Select(watcher => (Watcher: watcher, Subjects: watcher.Subjects())).ToList();
        var subjects = listening.SelectMany(one => one.Subjects).Distinct().ToList();
        if (subjects.Count == 0)
            return;
        var since = clock.GetCurrentInstant() - LongestCommand;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var changes = await db.Set<AuditRow>().AsNoTracking()
            .Where(row => subjects.Contains(row.SubjectId) && row.At >= since)
            .OrderBy(row => row.At)
            .Select(row => new Change(row.Id, row.SubjectId, row.PersonId, row.Who, row.Action, row.Reason, row.At))
            .ToListAsync(ct);
        if (changes.Count == 0)
            return;
        foreach (var (watcher, own) in listening)
            watcher.Tell([.. changes.Where(change => own.Contains(change.Subject))]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages could not be told of changes; it is tried again")]
    private partial void LogDeaf(Exception trouble);

    private sealed class Watcher(
        Instant since, Func<IEnumerable<Guid>> subjects, Action<IReadOnlyList<Change>> tell, Action<Watcher> leave) : IDisposable
    {
        private readonly HashSet<AuditId> told = [];

        public HashSet<Guid> Subjects() => [.. subjects()];

        public void Tell(IReadOnlyList<Change> changes)
        {
            var news = changes.Where(change => change.At >= since && told.Add(change.Id)).ToList();
            if (news.Count > 0)
                tell(news);
        }

        public void Dispose() => leave(this);
    }
}
