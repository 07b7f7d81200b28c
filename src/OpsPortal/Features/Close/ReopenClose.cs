using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close;

/// <summary>Gives a close back to its preparer with the reason; the signatures given so far count no more.</summary>
[UseCase]
internal sealed class SendCloseBack(CommandRunner runner)
{
    public Task<Outcome> RunAsync(PeriodCloseId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReviewClose, actor, work => SendAsync(work, id, reason), ct);

    private static async Task<Outcome> SendAsync(Work work, PeriodCloseId id, string reason)
    {
        if (await Closes.FindAsync(work, id) is not { } close)
            return SharedRefusals.NotFound("close");
        var preparer = close.PreparedBy;
        var sent = close.SendBack(reason);
        if (sent.IsRefused)
            return sent;
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        work.Audit("Sent close back", Closes.Kind, id.Value, after: $"{entity.Code} {close.Name}", reason: reason);
        if (preparer is { } who)
            work.Notify(who, $"The close of {entity.Code} {close.Name} came back: {reason}",
                Closes.Path(entity.Code, close.YearMonth));
        return Outcome.Done;
    }
}

/// <summary>One controller asks to reopen a closed month, with the reason; nothing changes yet.</summary>
[UseCase]
internal sealed class AskToReopen(CommandRunner runner)
{
    public Task<Outcome> RunAsync(PeriodCloseId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReopenPeriod, actor, work => AskAsync(work, id, reason), ct);

    private static async Task<Outcome> AskAsync(Work work, PeriodCloseId id, string reason)
    {
        if (await Closes.FindAsync(work, id) is not { } close)
            return SharedRefusals.NotFound("close");
        var asked = close.AskToReopen(work.Person.Id, reason, work.Now);
        if (asked.IsRefused)
            return asked;
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        work.Audit("Asked to reopen period", Closes.Kind, id.Value, after: $"{entity.Code} {close.Name}", reason: reason);
        await work.NotifyAsync(Permission.ReopenPeriod, close.LegalEntityId,
            $"{work.Person.Name} asks to reopen {entity.Code} {close.Name}: {reason}",
            Closes.Path(entity.Code, close.YearMonth), work.Person.Id);
        return Outcome.Done;
    }
}

/// <summary>A second controller confirms the reopening: the month takes postings again, and its next version begins. The old
/// version keeps its signatures and its pack.</summary>
[UseCase]
internal sealed class ReopenClose(CommandRunner runner)
{
    public const string StepUpAction = "ReopenClose";

    public Task<Outcome<PeriodCloseId>> RunAsync(CloseSignature command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReopenPeriod, actor, work => ReopenAsync(work, command), ct);

    private static async Task<Outcome<PeriodCloseId>> ReopenAsync(Work work, CloseSignature command)
    {
        if (await Closes.FindAsync(work, command.Close) is not { } close)
            return SharedRefusals.NotFound("close");
        if (await Closes.LaterClosedAsync(work, close.LegalEntityId, close.YearMonth) is { } later)
            return later;
        var next = close.Reopen(work.Person.Id, new(Guid.CreateVersion7()), work.Now);
        if (next.IsRefused)
            return next.Refusal;
        var opened = (await Closes.PeriodAsync(work, close.LegalEntityId, close.YearMonth)).Move(PeriodAction.Reopen, work.Now);
        if (opened.IsRefused)
            return opened.Refusal;
        await HoldLaterAsync(work, close);
        work.Db.Add(next.Value);
        var ended = await CloseSigning.EndAsync(
            work, close, command, StepUpAction, "Reopened period", Permission.PrepareClose);
        return ended.IsRefused ? ended : next.Value.Id;
    }

    // A later month that is being signed meets this reopening at its own row: of the two the second is judged anew.
    private static async Task HoldLaterAsync(Work work, PeriodClose close)
    {
        var later = await Closes.Later(work.Db, close.LegalEntityId, close.YearMonth).ToListAsync(work.Ct);
        foreach (var period in later)
            work.Db.Entry(period).State = EntityState.Modified;
    }
}
