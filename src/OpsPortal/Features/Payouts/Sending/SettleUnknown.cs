using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>Settles an old unknown outcome by two people with evidence: it was never sent, or it was paid.</summary>
[UseCase]
internal sealed class SettleUnknown(CommandRunner runner, PayoutMoves moves)
{
    internal sealed record Command(PayoutItemId Item, SettledAs Outcome, string Evidence);

    public Task<Outcome<bool>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SettleUnknown, actor, work => Settle(work, command), ct);

    private async Task<Outcome<bool>> Settle(Work work, Command command)
    {
        var instruction = await work.Db.Set<PayoutInstruction>().SingleOrDefaultAsync(i => i.ItemId == command.Item, work.Ct);
        if (instruction is null || await PayoutMoves.FindAsync(work.Db, instruction.Key,
            work.Ct) is not { } item || !work.Sees(item.LegalEntityId))
            return SharedRefusals.NotFound("payout");
        if (item.State is not (PayoutItemState.Released or PayoutItemState.Unknown))
            return SendingRefusals.OutcomeKnown(item.State);
        var settled = instruction.Settle(command.Outcome, work.Person.Id, command.Evidence, work.Now);
        if (settled.IsRefused)
            return settled.Refusal;
        work.Audit(
            settled.Value ? "Settled unknown payout" : "Proposed outcome of unknown payout", "payout", item.Id.Value,
                item.State.ToString(),
            command.Outcome.ToString(), command.Evidence);
        if (!settled.Value)
        {
            await work.NotifyAsync(
                Permission.SettleUnknown, item.LegalEntityId, $"A second person must settle the payout to {item.PayeeName}.",
                Batches.Path(item.BatchId), work.Person.Id);
            return false;
        }

        var fact = new PayoutEventFact(work.Now);
        return command.Outcome == SettledAs.Paid
            ? await moves.ApplyAsync(work, item, PayoutItemAction.Pay, fact, null)
            : await moves.ApplyAsync(
                work, item, PayoutItemAction.Fail,
                fact with { FailureCode = FailureReasons.NeverSent, FailureWords = "Settled by two people." }, null);
    }
}
