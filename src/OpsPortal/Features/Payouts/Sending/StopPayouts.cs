using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Stops payouts that were released but never sent, when a payment beneath them is taken back or disputed, or the work that they
/// pay for is: their money is held again. What was perhaps sent is left alone: the payee owes it then.
/// </summary>
[Part]
internal sealed class StopPayouts(PayoutMoves moves)
{
    public Task<int> OfReceiptAsync(Work work, ReceiptId receipt, string? eventId) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.Sources.Any(source => source.ReceiptId == receipt)), eventId);

    public Task<int> OfInvoiceAsync(Work work, InvoiceId invoice) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.Sources.Any(source => source.InvoiceId == invoice)), null);

    /// <summary>A sender that takes one of them at the same moment wins or loses by the revision of its instruction.</summary>
    private async Task<int> StopAsync(Work work, IQueryable<PayoutItem> beneath, string? eventId)
    {
        var unsent = await work.Db.Set<PayoutInstruction>()
            .Where(sent => sent.State == InstructionState.Waiting && sent.FirstSentAt == null)
            .Where(sent => beneath.Any(item => item.Id == sent.ItemId && item.State == PayoutItemState.Released))
            .ToListAsync(work.Ct);
        foreach (var instruction in unsent)
        {
            instruction.Answer(null, "Stopped before it was sent: what it pays for was taken back or disputed.");
            var item = (await PayoutMoves.FindAsync(work.Db, instruction.Key, work.Ct))!;
            var fact = new PayoutEventFact(work.Now) { FailureCode = FailureReasons.PaymentTakenBack,
                FailureWords = "What it pays for was taken back or disputed." };
            if (await moves.ApplyAsync(work, item, PayoutItemAction.Cancel, fact, eventId) is { IsRefused: true } refused)
                throw new InvalidOperationException(refused.Refusal.Text);
        }

        return unsent.Count;
    }
}
