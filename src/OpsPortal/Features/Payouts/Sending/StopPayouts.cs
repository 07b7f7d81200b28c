using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Stops payouts that were released but never sent, when a payment beneath them is taken back: their money is held again, so
/// that it can be un-funded. What was perhaps sent is left alone: the payee owes it then.
/// </summary>
[Part]
internal sealed class StopPayouts(PayoutMoves moves)
{
    /// <summary>Why a stopped payout was stopped.</summary>
    public const string Code = "payment-taken-back";

    /// <summary>A sender that takes one of them at the same moment wins or loses by the revision of its instruction.</summary>
    public async Task<int> OfReceiptAsync(Work work, ReceiptId receipt, string? eventId)
    {
        var unsent = await work.Db.Set<PayoutInstruction>()
            .Where(sent => sent.State == InstructionState.Waiting && sent.FirstSentAt == null)
            .Where(sent => work.Db.Set<PayoutItem>().Any(item => item.Id == sent.ItemId
                && item.State == PayoutItemState.Released && item.Sources.Any(source => source.ReceiptId == receipt)))
            .ToListAsync(work.Ct);
        foreach (var instruction in unsent)
        {
            instruction.Answer(null, "Stopped before it was sent: a payment beneath it was taken back.");
            var item = (await PayoutMoves.FindAsync(work.Db, instruction.Key, work.Ct))!;
            var fact = new PayoutEventFact(work.Now) { FailureCode = Code,
                FailureWords = "A payment beneath it was taken back." };
            if (await moves.ApplyAsync(work, item, PayoutItemAction.Cancel, fact, eventId) is { IsRefused: true } refused)
                throw new InvalidOperationException(refused.Refusal.Text);
        }

        return unsent.Count;
    }
}
