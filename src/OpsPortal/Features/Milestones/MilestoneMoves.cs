using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>Loads a milestone that the person may see, for a command.</summary>
internal static class MilestoneMoves
{
    public static async Task<Outcome<Milestone>> FindAsync(Work work, MilestoneId id) =>
        await work.SeenAsync(work.Db.Set<Milestone>().AsSplitQuery(), milestone => milestone.Id == id) is { } found
            ? found : SharedRefusals.NotFound("milestone");

    /// <summary>Runs one move on the milestone and audits it.</summary>
    public static async Task<Outcome<Milestone>> MoveAsync(
        Work work, MilestoneId id, string words, string? reason, Func<Milestone, Outcome> move)
    {
        var found = await FindAsync(work, id);
        return found.IsRefused ? found.Refusal : Move(work, found.Value, words, reason, move);
    }

    /// <summary>The same with a milestone that was found already.</summary>
    public static Outcome<Milestone> Move(
        Work work, Milestone milestone, string words, string? reason, Func<Milestone, Outcome> move)
    {
        var before = milestone.State;
        var moved = move(milestone);
        if (moved.IsRefused)
            return moved.Refusal;
        work.Audit(words, "milestone", milestone.Id.Value, before.ToString(), milestone.State.ToString(), reason);
        return milestone;
    }

    /// <summary>The stage of a milestone, tracked.</summary>
    public static Task<PlanItem> StageAsync(Work work, Milestone milestone) =>
        work.Db.Set<PlanItem>().SingleAsync(item => item.Id == milestone.PlanItemId, work.Ct);

    /// <summary>The milestone as news name it: plans of many contracts use the same names.</summary>
    public static async Task<string> NameAsync(Work work, Milestone milestone) =>
        $"Milestone \"{milestone.Name}\" of contract " + await work.Db.Set<Contract>()
            .Where(contract => contract.Id == milestone.ContractId).Select(contract => contract.Number).SingleAsync(work.Ct);

    public static string Link(Milestone milestone) => $"/milestones/{milestone.Id}";
}

/// <summary>Sends a milestone to its approver.</summary>
[UseCase]
internal sealed class SubmitMilestone(CommandRunner runner)
{
    public Task<Outcome> RunAsync(MilestoneId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SubmitMilestone, actor, async work =>
        {
            var moved = await MilestoneMoves.MoveAsync(work, id, "Submitted milestone", null, m => m.Submit(work.Person.Id,
                work.Now));
            if (moved.IsRefused)
                return moved.Refusal;
            var name = await MilestoneMoves.NameAsync(work, moved.Value);
            foreach (var signer in new[] { moved.Value.ApproverId, moved.Value.DelegateId }.OfType<PersonId>())
                work.Notify(signer, $"{name} waits for your acceptance.", MilestoneMoves.Link(moved.Value));
            return Outcome.Done;
        }, ct);
}

/// <summary>Signs the acceptance, criterion by criterion, and makes the stage billable once; the last one frees the closing
/// stage.</summary>
[UseCase]
internal sealed class ApproveMilestone(CommandRunner runner)
{
    internal sealed record Command(MilestoneId Milestone, IReadOnlySet<int> Met, string Comment);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveMilestone, actor, work => ApproveAsync(work, command), ct);

    private static async Task<Outcome> ApproveAsync(Work work, Command command)
    {
        var moved = await MilestoneMoves.MoveAsync(
            work, command.Milestone, "Approved milestone", command.Comment,
            m => m.Approve(work.Person.Id, command.Met, command.Comment, work.Now));
        if (moved.IsRefused)
            return moved.Refusal;
        var milestone = moved.Value;
        var stage = await MilestoneMoves.StageAsync(work, milestone);
        if (stage.State == PlanItemState.Waiting && stage.MakeBillable(work.Now) is { IsRefused: true } refused)
            return refused;
        await FreeClosingAsync(work, milestone);
        await work.NotifyAsync(
            Permission.IssueInvoice, milestone.LegalEntityId,
            $"{await MilestoneMoves.NameAsync(work, milestone)} is accepted and can be invoiced.", "/invoices");
        return Outcome.Done;
    }

    private static async Task FreeClosingAsync(Work work, Milestone approved)
    {
        var waiting = await work.Db.Set<Milestone>().AnyAsync(
            m => m.ContractId == approved.ContractId && m.Id != approved.Id && m.State != MilestoneState.Approved
                && m.State != MilestoneState.Reversed, work.Ct);
        if (waiting)
            return;
        var closing = await work.Db.Set<PlanItem>().Where(
            item => item.ContractId == approved.ContractId && item.Kind == PlanItemKind.Closing && item.RetiredInVersion == null
                && item.State == PlanItemState.Waiting).ToListAsync(work.Ct);
        foreach (var item in closing)
            item.MakeBillable(work.Now);
    }
}

/// <summary>Gives a submitted milestone back to its maker with the reason.</summary>
[UseCase]
internal sealed class RejectMilestone(CommandRunner runner)
{
    public Task<Outcome> RunAsync(MilestoneId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveMilestone, actor, async work =>
        {
            var moved = await MilestoneMoves.MoveAsync(
                work, id, "Rejected milestone", reason, m => m.Reject(work.Person.Id, reason, work.Now));
            if (moved.IsRefused)
                return moved.Refusal;
            if (moved.Value.SubmittedBy is { } maker)
                work.Notify(maker, $"{await MilestoneMoves.NameAsync(work, moved.Value)} was rejected: {reason}",
                    MilestoneMoves.Link(moved.Value));
            return Outcome.Done;
        }, ct);
}
