using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Desk;

/// <summary>Closes that wait for a second or third signature of somebody who has not signed yet, and reopenings to
/// confirm.</summary>
[Part]
internal sealed class ClosesWaiting : IWaitingSource
{
    public string Room => "Close";

    public Permission Permission => Permission.ReviewClose;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var lapsed = reading.Now - PeriodClose.ReopeningLasts;
        var rows = await reading.Db.Set<PeriodClose>().Where(close => entities.Contains(close.LegalEntityId)
                && ((close.State == CloseState.Prepared && close.PreparedBy != me)
                    || (close.State == CloseState.Reviewed && close.PreparedBy != me && close.ReviewedBy != me)
                    || (close.State == CloseState.Signed && close.ReopenAskedAt > lapsed && close.ReopenAskedBy != me)))
            .Join(reading.Db.Set<LegalEntity>(), close => close.LegalEntityId, entity => entity.Id,
                (close, entity) => new { Close = close, entity.Code })
            .Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. rows.Select(row => new Waiting(
            row.Close.State switch
            {
                CloseState.Prepared => "Review a close",
                CloseState.Reviewed => "Sign a close",
                _ => "Confirm a reopening",
            },
            $"{row.Code} {row.Close.Name}", Closes.Path(row.Code, row.Close.YearMonth),
            row.Close.ReopenAskedAt ?? row.Close.ReviewedAt ?? row.Close.PreparedAt ?? reading.Now))];
    }
}

/// <summary>Checkpoints that are due today or were missed.</summary>
[Part]
internal sealed class CheckpointsWaiting : IWaitingSource
{
    private static readonly Duration Ahead = Duration.FromHours(24);

    public string Room => "Checkpoints";

    public Permission Permission => Permission.PrepareClose;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (entities, until) = (reading.Person.LegalEntities, reading.Now + Ahead);
        var due = await reading.Db.Set<Checkpoint>().Where(one => entities.Contains(one.LegalEntityId)
                && (one.State == CheckpointState.Missed || (one.State == CheckpointState.Due && one.DueAt <= until)))
            .OrderBy(one => one.DueAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. due.Select(one => new Waiting(
            one.State == CheckpointState.Missed ? "Missed checkpoint" : "Do a checkpoint",
            $"{CheckpointCalendar.Of(one.Code).Name} for {DayWords.Of(one.Day)}", "/close/checkpoints",
            one.Day.AtMidnight().InUtc().ToInstant(), one.DueAt))];
    }
}

/// <summary>Checkpoints that somebody else did and that wait for review.</summary>
[Part]
internal sealed class CheckpointReviewsWaiting : IWaitingSource
{
    public string Room => "Checkpoints to review";

    public Permission Permission => Permission.ReviewReconciliation;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var done = await reading.Db.Set<Checkpoint>().Where(one => entities.Contains(one.LegalEntityId)
                && one.State == CheckpointState.Done && one.DoneBy != null && one.DoneBy != me)
            .OrderBy(one => one.DoneAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. done.Select(one => new Waiting(
            "Review a checkpoint", $"{CheckpointCalendar.Of(one.Code).Name} for {DayWords.Of(one.Day)}", "/close/checkpoints",
            one.DoneAt ?? one.DueAt))];
    }
}
