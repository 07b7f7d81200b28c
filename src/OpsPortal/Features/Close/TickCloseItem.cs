using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>Ticks an item of the checklist with what was seen, or takes the tick back with the reason.</summary>
[UseCase]
internal sealed class TickCloseItem(CommandRunner runner)
{
    internal sealed record Command(PeriodCloseId Close, string Code, bool Done, string Note);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.TickCloseItem, actor, work => TickAsync(work, command), ct);

    private static async Task<Outcome> TickAsync(Work work, Command command)
    {
        var close = await Closes.FindAsync(work, command.Close);
        var checklist = close is null ? null : await Checklists.OfAsync(work.Db, close, work.Ct);
        if (close is null || checklist?.Of(command.Code) is not { } item)
            return SharedRefusals.NotFound("item of the checklist");
        if (close.State != CloseState.Preparing)
            return CloseRefusals.Locked;
        if (item.ByMachine)
            return CloseRefusals.ByMachine(item.Name);
        if (!item.IsDoneBy(work.Person.Roles))
            return CloseRefusals.NotYourItem(item);
        var tasks = await work.Db.Set<CloseTask>().Where(task => task.CloseId == close.Id).ToListAsync(work.Ct);
        var undone = item.After.FirstOrDefault(code => !tasks.Exists(task => task.Code == code && task.IsDone));
        if (command.Done && undone is not null)
            return CloseRefusals.NotDone(checklist.Of(undone)!.Name);
        var task = tasks.SingleOrDefault(one => one.Code == item.Code);
        if (task is null)
        {
            task = new CloseTask(close.Id, item.Code);
            work.Db.Add(task);
        }

        var written = command.Done ? task.Tick(work.Person.Id, command.Note, work.Now)
            : task.Untick(work.Person.Id, command.Note, work.Now);
        if (!written.IsRefused)
            work.Audit(command.Done ? "Ticked item of close" : "Took tick back", Closes.Kind, close.Id.Value,
                after: item.Code, reason: command.Note);
        return written;
    }
}

/// <summary>Passes or fails a sample, or writes what becomes of an item that was still under way at cut-off.</summary>
[UseCase]
internal sealed class ReviewCloseSample(CommandRunner runner)
{
    internal sealed record Command(CloseSampleId Sample, bool Passed, string Note, PersonId? Owner = null);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareClose, actor, work => ReviewAsync(work, command), ct);

    private static async Task<Outcome> ReviewAsync(Work work, Command command)
    {
        var sample = await work.Db.Set<CloseSample>().SingleOrDefaultAsync(one => one.Id == command.Sample, work.Ct);
        var close = sample is null ? null : await Closes.FindAsync(work, sample.CloseId);
        if (close is null)
            return SharedRefusals.NotFound("sample");
        if (close.State != CloseState.Preparing)
            return CloseRefusals.Locked;
        var reviewed = sample!.Review(work.Person.Id, command.Passed, command.Note, command.Owner, work.Now);
        if (!reviewed.IsRefused)
            work.Audit("Reviewed sample", Closes.Kind, close.Id.Value, after: $"{sample.Subject}: {sample.Result}",
                reason: command.Note);
        return reviewed;
    }
}
