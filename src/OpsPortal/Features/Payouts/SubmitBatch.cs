using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>
/// Puts a draft before its approvers. The whole release is rehearsed first in a transaction that is rolled back, so that nobody
/// is asked to approve what cannot succeed.
/// </summary>
[UseCase]
internal sealed class SubmitBatch(CommandRunner runner, BatchRelease release)
{
    internal sealed record Command(BatchId Batch, string? UnusualNote = null);

    public async Task<Outcome<BatchId>> RunAsync(Command command, Actor actor, CancellationToken ct)
    {
        var rehearsed = await runner.PreviewAsync(Permission.SubmitBatch, actor, work => Rehearse(work, command), ct);

        // A rehearsal leaves no trace: its refusal is given again by the command itself, which writes it into the log.
        return await runner.RunAsync(Permission.SubmitBatch, actor,
            work => rehearsed.IsRefused ? Task.FromResult(rehearsed) : Submit(work, command), ct);
    }

    private async Task<Outcome<BatchId>> Rehearse(Work work, Command command)
    {
        if (await Submit(work, command) is { IsRefused: true } refused)
            return refused;
        await work.Db.SaveChangesAsync(work.Ct);
        var batch = (await Batches.ReadAsync(work, command.Batch))!;
        var posted = await release.PostAsync(work, batch, [.. batch.Items.Where(i => i.State == PayoutItemState.Ready)]);
        return posted.IsRefused ? posted.Refusal : command.Batch;
    }

    private static async Task<Outcome<BatchId>> Submit(Work work, Command command)
    {
        if (await Batches.FindAsync(work, command.Batch) is not { } batch)
            return SharedRefusals.NotFound("batch");
        var check = await BatchCheck.ReadAsync(work.Db, batch, work.Now, work.Ct);
        if (check.IsRefused)
            return check.Refusal;
        var fact = new SubmitFact(check.Value.Context, check.Value.Controls) { UnusualNote = command.UnusualNote };
        var submitted = batch.Submit(fact, check.Value.Policy, work.Person.Id, work.Now);
        if (submitted.IsRefused)
            return submitted.Refusal;
        await Decisions.KeepAsync(work, check.Value, DecisionOccasion.Submission, batch.Id);
        work.Audit("Submitted batch", Batches.Kind, batch.Id.Value, "Draft", $"Submitted {batch.ContentHash}");
        await work.NotifyAsync(
            Permission.ApproveBatch, batch.LegalEntityId, $"A batch waits for you: {Batches.Words(batch)}. It expires in 72 h.",
            Batches.Path(batch.Id), batch.MadeBy, work.Person.Id);
        return batch.Id;
    }
}
