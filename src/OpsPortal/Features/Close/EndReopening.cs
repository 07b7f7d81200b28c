using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>Who asked to reopen a closed month takes the request back.</summary>
[UseCase]
internal sealed class WithdrawReopening(CommandRunner runner)
{
    public Task<Outcome> RunAsync(PeriodCloseId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReopenPeriod, actor, work => WithdrawAsync(work, id), ct);

    private static async Task<Outcome> WithdrawAsync(Work work, PeriodCloseId id)
    {
        if (await Closes.FindAsync(work, id) is not { } close)
            return SharedRefusals.NotFound("close");
        var asked = close.ReopenReason;
        var withdrawn = close.WithdrawReopening(work.Person.Id, work.Now);
        if (withdrawn.IsRefused)
            return withdrawn;
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        work.Audit(
            "Withdrew request to reopen", Closes.Kind, id.Value, before: asked, after: $"{entity.Code} {close.Name}");
        return Outcome.Done;
    }
}

/// <summary>Another person than who asked refuses to reopen a closed month, with the reason.</summary>
[UseCase]
internal sealed class RefuseReopening(CommandRunner runner)
{
    public Task<Outcome> RunAsync(PeriodCloseId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReopenPeriod, actor, work => RefuseAsync(work, id, reason), ct);

    private static async Task<Outcome> RefuseAsync(Work work, PeriodCloseId id, string reason)
    {
        if (await Closes.FindAsync(work, id) is not { } close)
            return SharedRefusals.NotFound("close");
        var (asker, asked) = (close.ReopenAskedBy, close.ReopenReason);
        var refused = close.RefuseReopening(work.Person.Id, reason, work.Now);
        if (refused.IsRefused)
            return refused;
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        work.Audit("Refused to reopen period", Closes.Kind, id.Value, before: asked, after: $"{entity.Code} {close.Name}",
            reason: reason);
        if (asker is { } who)
            work.Notify(who, $"{entity.Code} {close.Name} is not reopened: {reason}",
                Closes.Path(entity.Code, close.YearMonth));
        return Outcome.Done;
    }
}
