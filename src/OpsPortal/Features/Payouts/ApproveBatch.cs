using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Adds one person's signature under exactly the content that was shown, with a fresh proof of identity for that
/// content.</summary>
[UseCase]
internal sealed class ApproveBatch(CommandRunner runner)
{
    /// <summary>The action that the proof of identity is for.</summary>
    public const string StepUpAction = "ApproveBatch";

    internal sealed record Command(BatchId Batch, string ShownHash);

    public Task<Outcome<BatchId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveBatch, actor, work => Approve(work, command), ct);

    private static async Task<Outcome<BatchId>> Approve(Work work, Command command)
    {
        if (await Batches.FindAsync(work, command.Batch) is not { } batch)
            return SharedRefusals.NotFound("batch");
        var check = await BatchCheck.ReadAsync(work.Db, batch, work.Now, work.Ct);
        if (check.IsRefused)
            return check.Refusal;
        var approver = new ApproverFact(
            new ApprovalId(Guid.CreateVersion7()), work.Person.Id, work.Person.Name, string.Join(", ", work.Person.Roles))
        {
            StepUpAt = work.Now, ShownHash = command.ShownHash, NewPolicies = check.Value.NewPolicies,
        };
        var approved = batch.Approve(approver, check.Value.Controls, work.Now);
        if (approved.IsRefused)
            return approved.Refusal;

        // The proof is asked for last, so that whoever may never approve is not asked to prove who they are.
        var proof = await work.RequireStepUpAsync(StepUpAction, batch.Id.Value, command.ShownHash);
        if (proof.IsRefused)
            return proof.Refusal;
        work.Audit(
            "Approved batch", Batches.Kind, batch.Id.Value, "Submitted",
            $"{batch.State}, {batch.CountingApprovals.Count()} of {batch.PeopleNeeded}, {batch.ContentHash}");
        await TellAsync(work, batch);
        return batch.Id;
    }

    private static async Task TellAsync(Work work, PayoutBatch batch)
    {
        if (batch.State != BatchState.Approved)
            return;
        work.Notify(batch.MadeBy, $"Approved: {Batches.Words(batch)}.", Batches.Path(batch.Id));
        await work.NotifyAsync(
            Permission.TransmitBatch, batch.LegalEntityId, $"Approved and ready to transmit: {Batches.Words(batch)}.",
            Batches.Path(batch.Id), batch.MadeBy);
    }
}
