using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Contracts;

/// <summary>The event that a retention waits for has happened: it becomes billable. Whoever accepts work says so, not whoever
/// bills it.</summary>
[UseCase]
internal sealed class ReleaseRetention(CommandRunner runner)
{
    public static Permission Needs { get; } =
        PlanItemLifecycle.Moves.Single(move => move.Action == PlanItemAction.MakeBillable).May;

    /// <param name="Event">What has happened, in words.</param>
    internal sealed record Command(PlanItemId Stage, string Event);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Needs, actor, work => ReleaseAsync(work, command), ct);

    private static async Task<Outcome> ReleaseAsync(Work work, Command command)
    {
        if (string.IsNullOrWhiteSpace(command.Event))
            return SharedRefusals.Required("event");
        if (command.Event.Length > 500)
            return SharedRefusals.TooLong("event", 500);
        var owner = await work.Db.Set<PlanItem>().Where(item => item.Id == command.Stage)
            .Select(item => (ContractId?)item.ContractId)
            .SingleOrDefaultAsync(work.Ct);
        if (owner is not { } id || await ContractFinder.FindAsync(work, id) is not { } contract)
            return SharedRefusals.NotFound("stage");
        var plan = contract.PlanOf(contract.CurrentVersion);
        var stage = plan.SingleOrDefault(item => item.Id == command.Stage);
        if (stage is null)
            return SharedRefusals.NotFound("stage");
        if (StageReadiness.WhyNotReleased(stage, plan) is { } tooEarly)
            return tooEarly;
        var released = stage.MakeBillable(work.Now);
        if (released.IsRefused)
            return released;
        work.Audit("Released stage", "contract", contract.Id.Value, after: stage.Name, reason: command.Event.Trim());
        await StagesDue.TellAsync(work, contract, stage);
        return Outcome.Done;
    }
}
