using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Close;

/// <summary>Lays out the checkpoints that are due, sees for itself what the records show, and opens a case for each that is
/// missed. Running it again changes nothing.</summary>
[UseCase]
internal sealed class KeepCheckpoints(CommandRunner runner)
{
    private const int DaysBack = 14;

    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, KeepAsync, ct);

    private static async Task<Outcome<int>> KeepAsync(Work work)
    {
        var settings = await work.Db.Set<CheckpointSetting>().AsNoTracking().ToListAsync(work.Ct);
        var entities = await work.Db.Set<LegalEntity>().AsNoTracking().ToDictionaryAsync(entity => entity.Id, work.Ct);
        foreach (var setting in settings)
            await LayOutAsync(work, setting, entities[setting.LegalEntityId]);
        await work.Db.SaveChangesAsync(work.Ct);
        var missed = 0;
        foreach (var checkpoint in await work.Db.Set<Checkpoint>()
            .Where(one => one.State == CheckpointState.Due || one.State == CheckpointState.Missed).ToListAsync(work.Ct))
        {
            if (await CheckpointRecords.SayAsync(work.Db, checkpoint, work.Now, work.Ct) is { } words)
                checkpoint.Complete(null, words, work.Now);
            else if (checkpoint.State == CheckpointState.Due && checkpoint.DueAt <= work.Now)
                missed += await MissAsync(work, checkpoint, entities[checkpoint.LegalEntityId]);
        }

        return missed;
    }

    private static async Task LayOutAsync(Work work, CheckpointSetting setting, LegalEntity entity)
    {
        var row = CheckpointCalendar.Of(setting.Code);
        var today = work.Now.InZone(entity.TimeZone).Date;
        var known = (await work.Db.Set<Checkpoint>()
            .Where(one => one.LegalEntityId == entity.Id && one.Code == setting.Code).Select(one => one.Day).ToListAsync(work.Ct))
            .ToHashSet();
        var from = LocalDate.Max(setting.From, today.PlusDays(row.Rhythm == CheckpointRhythm.Daily ? -DaysBack : -62));
        for (var day = from; day <= today; day = day.PlusDays(1))
        {
            var isOne = row.Rhythm == CheckpointRhythm.Daily
                ? BankCalendar.Weekdays.IsOpen(day) : day.PlusDays(1).Day == 1 && day < today;
            if (isOne && known.Add(day))
                work.Db.Add(new Checkpoint(
                    new(Guid.CreateVersion7()), entity.Id, row.Code, day, row.DueAt(day, entity.TimeZone)));
        }
    }

    private static async Task<int> MissAsync(Work work, Checkpoint checkpoint, LegalEntity entity)
    {
        checkpoint.Miss();
        await work.OpenExceptionAsync(
            ExceptionType.MissedCheckpoint, "close.checkpoint-missed",
            $"\"{CheckpointCalendar.Of(checkpoint.Code).Name}\" of {entity.Code} for {checkpoint.Day:uuuu-MM-dd} was missed.",
            $"checkpoint:{checkpoint.Id}", null, new ExceptionLinks { LegalEntityId = entity.Id });
        return 1;
    }
}

/// <summary>What the records themselves show of a checkpoint.</summary>
internal static class CheckpointRecords
{
    /// <summary>In words what shows that it is done; null where nothing does.</summary>
    public static async Task<string?> SayAsync(Data.OpsDbContext db, Checkpoint checkpoint, Instant now, CancellationToken ct) =>
        checkpoint.Code switch
        {
            CheckpointCalendar.BankStatement => await StatementsAsync(db, checkpoint, ct),
            CheckpointCalendar.ExceptionsBelowLimit => await CasesAsync(db, checkpoint, now, ct),
            CheckpointCalendar.ClosePrepared => await ClosedToAsync(db, checkpoint, close => close.PreparedAt is not null, ct),
            CheckpointCalendar.CloseReviewed => await ClosedToAsync(db, checkpoint, close => close.ReviewedAt is not null, ct),
            CheckpointCalendar.CloseSigned => await ClosedToAsync(db, checkpoint, close => close.SignedAt is not null, ct),
            _ => null,
        };

    private static async Task<string?> StatementsAsync(Data.OpsDbContext db, Checkpoint checkpoint, CancellationToken ct)
    {
        var asked = await db.Set<StatementSchedule>().Where(one => one.LegalEntityId == checkpoint.LegalEntityId)
            .Select(one => one.Id).ToListAsync(ct);
        var here = await db.Set<BankStatement>().Where(one => one.ClosingOn == checkpoint.Day)
            .Select(one => one.BankAccountId).Distinct().ToListAsync(ct);
        return asked.Count > 0 && asked.All(account => here.Contains(account))
            ? $"{asked.Count} of {asked.Count} statements are in." : null;
    }

    // Judged at its hour, not before: the day's cases are still being worked on.
    private static async Task<string?> CasesAsync(
        Data.OpsDbContext db, Checkpoint checkpoint, Instant now, CancellationToken ct)
    {
        if (now < checkpoint.DueAt)
            return null;
        var late = await db.Set<ExceptionCase>().CountAsync(one => one.LegalEntityId == checkpoint.LegalEntityId
            && one.State != ExceptionState.Resolved && one.DueAt < checkpoint.DueAt, ct);
        return late < CheckpointCalendar.ExceptionLimit ? $"{late} late cases, below {CheckpointCalendar.ExceptionLimit}." : null;
    }

    private static async Task<string?> ClosedToAsync(
        Data.OpsDbContext db, Checkpoint checkpoint, Func<PeriodClose, bool> isThere, CancellationToken ct)
    {
        var close = await db.Set<PeriodClose>().AsNoTracking().Where(one => one.LegalEntityId == checkpoint.LegalEntityId
                && one.Year == checkpoint.Day.Year && one.Month == checkpoint.Day.Month)
            .OrderByDescending(one => one.Version).FirstOrDefaultAsync(ct);
        return close is not null && isThere(close) ? $"The close of {close.Name} shows it, version {close.Version}." : null;
    }
}

/// <summary>The clock of checkpoints.</summary>
[Part]
internal sealed class KeepCheckpointsJob(KeepCheckpoints keep) : IBackgroundJob
{
    public string Name => "checkpoints";

    public string Purpose => "Lays out daily and month-end checkpoints and opens a case for each that is missed.";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var missed = await keep.RunAsync(actor, ct);
        return missed.IsRefused ? missed.Refusal.Code : missed.Value == 0 ? "nothing" : $"{missed.Value} missed";
    }
}
