using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Start;
using OpsPortal.Domain.Audit;
using OpsPortal.Jobs;

namespace OpsPortal.Data;

/// <summary>Whether this machine's clock can be right: by the database server's, by what has passed since it was right, and by
/// the newest record. A clock that was set on purpose, as while demo history is made, is not judged.</summary>
[Part]
internal sealed class ClockCheck(
    AppClock clock, DatabaseSettings database, IConfiguration configuration, IDbContextFactory<OpsDbContext> contexts)
    : IStartStep
{
    /// <summary>The setting with the moment up to which records are known to be of a clock that was ahead.</summary>
    public const string Setting = "OpsPortal:RecordsAheadUntil";

    private readonly Lock gate = new();
    private Right? right;
    private volatile string? last;

    /// <summary>What the last look found: null where nothing speaks against the clock.</summary>
    public string? Last => last;

    public int Order => 90;

    /// <summary>Looks before anything is written, so that a later jump is seen.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await WhyWrongAsync(db, ct);
    }

    /// <summary>Null where nothing speaks against the clock, else what is wrong and what to do.</summary>
    public async Task<string?> WhyWrongAsync(OpsDbContext db, CancellationToken ct)
    {
        if (clock.IsSet)
            return last = null;
        var newest = right is null ? await NewestAsync(db, ct) : null;
        var theirs = await DatabaseAsync(db, ct);
        lock (gate)
        {
            var (shown, passed) = (clock.GetCurrentInstant(), Stopwatch.GetTimestamp());
            last = new ClockReading(shown, right?.Expected, newest, theirs).WhyWrong();
            if (last is null)
                right = new Right(shown, passed);
            return last;
        }
    }

    /// <summary>What the clock of the database's server shows; null for a file, which has this machine's.</summary>
    public async Task<Instant?> DatabaseAsync(OpsDbContext db, CancellationToken ct)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
            return null;
        var seconds = await db.Database.SqlQueryRaw<long>(database.Provider == DatabaseProvider.Postgres
            ? "SELECT extract(epoch FROM clock_timestamp())::bigint AS \"Value\""
            : "SELECT DATEDIFF_BIG(second, '1970-01-01', SYSUTCDATETIME()) AS Value").SingleAsync(ct);
        return Instant.FromUnixTimeSeconds(seconds);
    }

    // Every node writes its sign of life every few seconds, so that this is hardly older than the last commit.
    private async Task<Instant?> NewestAsync(OpsDbContext db, CancellationToken ct)
    {
        var acted = await db.Set<AuditRow>().MaxAsync(row => (Instant?)row.At, ct);
        var lived = await db.Set<JobState>().MaxAsync(state => state.LastRunAt, ct);
        var newest = acted is null || lived > acted ? lived : acted;
        var known = configuration.GetValue<DateTimeOffset?>(Setting);
        return known is { } until && newest <= Instant.FromDateTimeOffset(until) ? null : newest;
    }

    private sealed record Right(Instant At, long Passed)
    {
        public Instant Expected => At + Duration.FromTimeSpan(Stopwatch.GetElapsedTime(Passed));
    }
}
