using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Payouts;

/// <summary>Sends a batch back to its maker with the reason; every signature is void.</summary>
[UseCase]
internal sealed class RejectBatch(CommandRunner runner)
{
    internal sealed record Command(BatchId Batch, string Reason);

    public Task<Outcome<BatchId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.RejectBatch, actor, work => Reject(work, command), ct);

    private static async Task<Outcome<BatchId>> Reject(Work work, Command command)
    {
        if (await Batches.FindAsync(work, command.Batch) is not { } batch)
            return SharedRefusals.NotFound("batch");
        var before = batch.State.ToString();
        var rejected = batch.Reject(work.Person.Id, work.Person.Name, command.Reason);
        if (rejected.IsRefused)
            return rejected.Refusal;
        work.Audit("Rejected batch", Batches.Kind, batch.Id.Value, before, "Draft", command.Reason);
        work.Notify(batch.MadeBy, $"{batch.Number} came back: {batch.LastReason}", Batches.Path(batch.Id));
        return batch.Id;
    }
}
