using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Milestones;

/// <summary>Freezes the contract's later invoices and the payouts of this work, and opens a case. Posts nothing.</summary>
[UseCase]
internal sealed class DisputeMilestone(CommandRunner runner, StopPayouts payouts)
{
    internal sealed record Command(MilestoneId Milestone, string Reason, string? Reference);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.DisputeMilestone, actor, work => DisputeAsync(work, command), ct);

    private async Task<Outcome> DisputeAsync(Work work, Command command)
    {
        var moved = await MilestoneMoves.MoveAsync(
            work, command.Milestone, "Disputed milestone", command.Reason,
            m => m.Dispute(work.Person.Id, command.Reason, command.Reference, work.Now));
        if (moved.IsRefused)
            return moved.Refusal;
        var milestone = moved.Value;
        var invoice = await UnsentPayouts.StopAsync(work, payouts, milestone);
        await work.OpenExceptionAsync(
            ExceptionType.Dispute, "milestone-disputed", $"Milestone \"{milestone.Name}\" is disputed: {command.Reason}",
            CaseOf(milestone.Id), milestone.Amount,
            new ExceptionLinks
            {
                LegalEntityId = milestone.LegalEntityId, ContractId = milestone.ContractId, MilestoneId = milestone.Id,
                    InvoiceId = invoice,
                ProviderReference = milestone.ReasonReference,
            });
        return Outcome.Done;
    }

    /// <summary>The key of the case of disputed work.</summary>
    public static string CaseOf(MilestoneId milestone) => $"milestone-dispute:{milestone}";
}

/// <summary>Ends a dispute: the work is submitted and signed anew.</summary>
[UseCase]
internal sealed class SettleMilestoneDispute(CommandRunner runner)
{
    public Task<Outcome> RunAsync(MilestoneId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReverseMilestone, actor, async work =>
        {
            var moved = await MilestoneMoves.MoveAsync(
                work, id, "Settled milestone dispute", reason, m => m.SettleInFavour(work.Person.Id, reason, work.Now));
            if (!moved.IsRefused)
                await OneCase.SettleAsync(work, CaseFact.MilestoneDisputeSettled, [DisputeMilestone.CaseOf(id)], new CaseClosing(
                    "The work was disputed.", $"The dispute is settled: {reason.Trim()}",
                    NoMoneyReason: "The work is submitted and signed anew; nothing is posted by that."));
            return moved.WithoutValue();
        }, ct);
}

/// <summary>Takes an acceptance back and stops the payouts of this work. What was billed stays posted and is corrected by a dated
/// credit note.</summary>
[UseCase]
internal sealed class ReverseMilestone(CommandRunner runner, StopPayouts payouts)
{
    internal sealed record Command(MilestoneId Milestone, string Reason, string? Reference);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReverseMilestone, actor, work => ReverseAsync(work, command), ct);

    private async Task<Outcome> ReverseAsync(Work work, Command command)
    {
        var moved = await MilestoneMoves.MoveAsync(
            work, command.Milestone, "Reversed milestone", command.Reason,
            m => m.Reverse(work.Person.Id, command.Reason, command.Reference, work.Now));
        if (moved.IsRefused)
            return moved.Refusal;
        await UnsentPayouts.StopAsync(work, payouts, moved.Value);
        return Outcome.Done;
    }
}

/// <summary>The payouts of a milestone's work that have not left.</summary>
internal static class UnsentPayouts
{
    /// <summary>Stops them; gives back the invoice that billed the work, if any did.</summary>
    public static async Task<InvoiceId?> StopAsync(Work work, StopPayouts payouts, Milestone milestone)
    {
        var invoice = await work.Db.Set<Invoice>()
            .Where(i => i.PlanItemId == milestone.PlanItemId && i.State != InvoiceState.Void)
            .Select(i => (InvoiceId?)i.Id).FirstOrDefaultAsync(work.Ct);
        if (invoice is { } billed)
        {
            await PositionLock.OfInvoiceAsync(work, billed);
            await payouts.OfInvoiceAsync(work, billed);
        }

        return invoice;
    }
}

/// <summary>Names who signs, while the milestone is pending.</summary>
[UseCase]
internal sealed class NameMilestoneApprover(CommandRunner runner)
{
    public Task<Outcome> RunAsync(MilestoneId id, PersonId approver, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SubmitMilestone, actor, work => Signers.SetAsync(
            work, id, approver, "Named milestone approver", null,
            milestone => milestone.NameApprover(approver, work.Person.Id, work.Now)), ct);
}

/// <summary>The approver names who signs in their place.</summary>
[UseCase]
internal sealed class DelegateMilestone(CommandRunner runner)
{
    public Task<Outcome> RunAsync(MilestoneId id, PersonId to, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveMilestone, actor, work => Signers.SetAsync(
            work, id, to, "Delegated milestone", reason,
            milestone => milestone.Delegate(to, work.Person.Id, reason, work.Now)), ct);
}
