using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Gives a batch up before release; its payees' money is free for another batch.</summary>
[UseCase]
internal sealed class CancelBatch(CommandRunner runner)
{
    internal sealed record Command(BatchId Batch, string Reason);

    public Task<Outcome<BatchId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.CancelBatch, actor, work => Cancel(work, command), ct);

    private static async Task<Outcome<BatchId>> Cancel(Work work, Command command)
    {
        if (await Batches.FindAsync(work, command.Batch) is not { } batch)
            return SharedRefusals.NotFound("batch");
        var before = batch.State.ToString();
        var cancelled = batch.Cancel(command.Reason, work.Now);
        if (cancelled.IsRefused)
            return cancelled.Refusal;
        work.Audit("Cancelled batch", Batches.Kind, batch.Id.Value, before, "Cancelled", command.Reason);
        return batch.Id;
    }
}

/// <summary>Takes one payout out of a batch before release. Every approval is void.</summary>
[UseCase]
internal sealed class RemoveBatchItem(CommandRunner runner)
{
    internal sealed record Command(BatchId Batch, PayoutItemId Item, string Reason);

    public Task<Outcome<BatchId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.BuildBatch, actor, work => Remove(work, command), ct);

    private static async Task<Outcome<BatchId>> Remove(Work work, Command command)
    {
        if (await Batches.FindAsync(work, command.Batch) is not { } batch)
            return SharedRefusals.NotFound("batch");
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        var before = batch.State.ToString();
        var removed = batch.RemoveItem(command.Item, work.Person.Id, command.Reason.Trim(), work.Now);
        if (removed.IsRefused)
            return removed.Refusal;
        work.Audit("Took item out of batch", Batches.Kind, batch.Id.Value, before, $"Draft without {command.Item}",
            command.Reason);
        return batch.Id;
    }
}
