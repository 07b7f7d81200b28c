using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Shell.Telemetry;

namespace OpsPortal.Access;

/// <summary>
/// What every command needs, in the same order: person and permission against the database, one context and one transaction, the
/// command's own body, audit, save, commit, conflicts as refusals, and then the wake-up calls. See docs/architecture.md.
/// </summary>
[Part]
internal sealed partial class CommandRunner(
    IDbContextFactory<OpsDbContext> contexts, IClock clock, ChangeFeed feed, ILogger<CommandRunner> logger)
{
    private const int Tries = 5;

    public Task<Outcome<T>> RunAsync<T>(
        Permission permission, Actor actor, Func<Work, Task<Outcome<T>>> body, CancellationToken ct) =>
        MeasuredAsync(permission, actor, body, ct);

    public async Task<Outcome> RunAsync(Permission permission, Actor actor, Func<Work, Task<Outcome>> body,
        CancellationToken ct) =>
        (await RunAsync<bool>(permission, actor, async work => (await body(work)).Refusal is { } refusal ? refusal : true,
            ct)).WithoutValue();

    /// <summary>Runs the real command and rolls everything back: the one way to show what would happen.</summary>
    public Task<Outcome<T>> PreviewAsync<T>(
        Permission permission, Actor actor, Func<Work, Task<Outcome<T>>> body, CancellationToken ct) =>
        TryAsync(permission, actor, body, keep: false, ct);

    private async Task<Outcome<T>> MeasuredAsync<T>(
        Permission permission, Actor actor, Func<Work, Task<Outcome<T>>> body, CancellationToken ct)
    {
        using var span = Signals.Begin($"command {permission}");
        var started = Stopwatch.GetTimestamp();
        var outcome = await TryAsync(permission, actor, body, keep: true, ct);
        Signals.Command(permission.ToString(), outcome.Refusal?.Code, started, span);
        return outcome;
    }

    private async Task<Outcome<T>> TryAsync<T>(
        Permission permission, Actor actor, Func<Work, Task<Outcome<T>>> body, bool keep, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(permission, actor, body, keep, ct);
            }
            catch (Exception trouble) when (Conflicts.IsWorthAnotherTry(trouble) && attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 40) * attempt), ct);
            }
            catch (Exception trouble) when (Conflicts.IsWorthAnotherTry(trouble))
            {
                LogConflict(permission, trouble.GetBaseException().Message);
                return SharedRefusals.ChangedMeanwhile;
            }
        }
    }

    private async Task<Outcome<T>> OnceAsync<T>(
        Permission permission, Actor actor, Func<Work, Task<Outcome<T>>> body, bool keep, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var profile = await Profiles.ReadAsync(db, actor, clock.GetCurrentInstant(), ct);
        if (profile.IsRefused)
            return profile.Refusal;
        var work = new Work(db, profile.Value, actor, clock.GetCurrentInstant(), RequestIdOf(actor), ct);
        var outcome = profile.Value.May(permission) || actor.IsSystem
            ? await DoAsync(work, body, keep)
            : SharedRefusals.NotAllowed(permission.ToString());
        if (outcome.IsRefused || !keep)
        {
            await transaction.RollbackAsync(ct);
            if (keep && outcome.Refusal is { } refusal && AuditTrail.KeepsRefusalsOf(permission))
                await RecordRefusalAsync(work, permission, refusal);
            return outcome;
        }

        if (actor.Answer is { } answer && (await answer.KeepAsync(db, outcome.Value!, ct)).Refusal is { } lost)
            return lost;
        await transaction.CommitAsync(ct);
        feed.Wake();
        foreach (var action in work.AfterCommit)
            await action();
        return outcome;
    }

    private async Task<Outcome<T>> DoAsync<T>(Work work, Func<Work, Task<Outcome<T>>> body, bool keep)
    {
        try
        {
            var outcome = await body(work);
            if (!outcome.IsRefused && keep)
                await work.Db.SaveChangesAsync(work.Ct);
            return outcome;
        }
        catch (Exception trouble) when (BadInput.RefusalOf(trouble, work.Actor) is { } refusal)
        {
            LogBadInput(refusal.Code, trouble);
            return refusal;
        }
    }

    private async Task RecordRefusalAsync(Work refused, Permission permission, Refusal refusal)
    {
        await using var db = await contexts.CreateDbContextAsync(refused.Ct);
        var work = new Work(db, refused.Person, refused.Actor, refused.Now, refused.RequestId, refused.Ct);
        work.Audit($"{permission} refused", "permission", Guid.Empty, after: refusal.Code, reason: refusal.Text);
        await db.SaveChangesAsync(refused.Ct);
    }

    private static string RequestIdOf(Actor actor) =>
        actor.RequestId ?? Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");

    [LoggerMessage(Level = LogLevel.Information, Message = "What was given cannot be kept or calculated with: {Code}")]
    private partial void LogBadInput(string code, Exception trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Permission} lost against another writer: {Reason}")]
    private partial void LogConflict(Permission permission, string reason);
}
