using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Close;

/// <summary>Lays out the checkpoints that are due, ends those that people have signed elsewhere, and opens a case for each that
/// is missed. Running it again changes nothing.</summary>
[UseCase]
internal sealed class KeepCheckpoints(CommandRunner runner, CheckpointRecords records)
{
    private const int DaysBack = 14;

    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, KeepAsync, ct);

    private async Task<Outcome<int>> KeepAsync(Work work)
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
            if (await IsDoneAsync(work, checkpoint))
                continue;
            if (checkpoint.State == CheckpointState.Due && checkpoint.DueAt <= work.Now)
                missed += await MissAsync(work, checkpoint, entities[checkpoint.LegalEntityId]);
        }

        return missed;
    }

    private static async Task LayOutAsync(Work work, CheckpointSetting setting, LegalEntity entity)
    {
        var row = CheckpointCalendar.Of(setting.Code);
        var today = work.Now.DayIn(entity.Zone);
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

    private async Task<bool> IsDoneAsync(Work work, Checkpoint checkpoint)
    {
        if (!CheckpointCalendar.Of(checkpoint.Code).ByMachine)
            return false;
        var evidence = await records.ReadAsync(work.Db, checkpoint, work.Now, work.Ct);
        if (!evidence.ShowsDone)
            return false;
        var wasMissed = checkpoint.State == CheckpointState.Missed;
        if (checkpoint.Complete(null, evidence.Words, evidence, work.Now).IsRefused)
            return false;
        if (wasMissed)
            await CheckpointCases.CloseAsync(work, checkpoint);
        return true;
    }

    private static async Task<int> MissAsync(Work work, Checkpoint checkpoint, LegalEntity entity)
    {
        checkpoint.Miss();
        await work.OpenExceptionAsync(
            ExceptionType.MissedCheckpoint, "close.checkpoint-missed",
            $"\"{CheckpointCalendar.Of(checkpoint.Code).Name}\" of {entity.Code} for {DayWords.Of(checkpoint.Day)} was missed.",
            CheckpointCases.KeyOf(checkpoint), null, new ExceptionLinks { LegalEntityId = entity.Id });
        return 1;
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
        return missed.IsRefused ? missed.Refusal.Code : missed.Value == 0 ? JobResults.Nothing : $"{missed.Value} missed";
    }
}
