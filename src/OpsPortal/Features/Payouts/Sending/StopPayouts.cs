using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Stops payouts that were released but never sent, when a payment beneath them is taken back or disputed, or the work that they
/// pay for is, or when their payee may not be paid any more: their money is held again. What was perhaps sent is stopped once
/// the provider says that it never got it; what it has, the payee owes.
/// </summary>
[Part]
internal sealed class StopPayouts(PayoutMoves moves)
{
    private static readonly Dictionary<string, string> Whys = new()
    {
        [FailureReasons.PaymentTakenBack] = "What it pays for was taken back or disputed.",
        [FailureReasons.Stopped] = "The payee's payouts are on hold.",
        [FailureReasons.UnderReview] = "Another payout to the payee was paid after it counted as failed.",
        [FailureReasons.PayeeStopped] = "The payee was paused or deactivated.",
        [FailureReasons.GateNotClear] = "A compliance gate of the payee is not clear any more.",
        [FailureReasons.DetailsReplaced] = "The payee's bank details were replaced.",
    };

    public Task<int> OfReceiptAsync(Work work, ReceiptId receipt, string? eventId) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.Sources.Any(source => source.ReceiptId == receipt)),
        FailureReasons.PaymentTakenBack, eventId);

    public Task<int> OfInvoiceAsync(Work work, InvoiceId invoice) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.Sources.Any(source => source.InvoiceId == invoice)),
        FailureReasons.PaymentTakenBack, null);

    /// <summary>All of the payee, whose position the caller has taken.</summary>
    /// <param name="code">Why: one of <see cref="Whys"/>.</param>
    public Task<int> OfPayeeAsync(Work work, PayeeId payee, string code, string? eventId = null) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.PayeeId == payee), code, eventId);

    /// <summary>Those of the payee that pay anything which the hold covers.</summary>
    public Task<int> OfHoldAsync(Work work, ComplianceHold hold)
    {
        var items = work.Db.Set<PayoutItem>().Where(item => item.PayeeId == hold.PayeeId);
        var contracts = hold.Targets.Select(id => new ContractId(id)).ToList();
        var invoices = hold.Targets.Select(id => new InvoiceId(id)).ToList();
        return StopAsync(work, hold.Scope switch
        {
            HoldScope.Contracts => items.Where(item => item.Sources.Any(source => contracts.Contains(source.ContractId))),
            HoldScope.Invoices => items.Where(item => item.Sources.Any(source => invoices.Contains(source.InvoiceId))),
            _ => items,
        }, FailureReasons.Stopped, null);
    }

    /// <summary>The provider never got it: its money is held again.</summary>
    /// <param name="code">Why: one of <see cref="Whys"/>.</param>
    public static async Task<Outcome<bool>> StopAsync(
        Work work, PayoutMoves moves, PayoutInstruction instruction, string code, string? eventId)
    {
        var why = Whys[code];
        instruction.Answer(null, $"Stopped before it was sent. {why}");
        var item = (await PayoutMoves.FindAsync(work.Db, instruction.Key, work.Ct))!;
        var fact = new PayoutEventFact(work.Now) { FailureCode = code, FailureWords = why };
        return await moves.ApplyAsync(work, item, PayoutItemAction.Cancel, fact, eventId);
    }

    /// <summary>A sender that takes one of them at the same moment wins or loses by the revision of its instruction.</summary>
    private async Task<int> StopAsync(Work work, IQueryable<PayoutItem> beneath, string code, string? eventId)
    {
        var open = await work.Db.Set<PayoutInstruction>().Where(sent => sent.State != InstructionState.Answered)
            .Where(sent => beneath.Any(item => item.Id == sent.ItemId
                && (item.State == PayoutItemState.Released || item.State == PayoutItemState.Unknown)))
            .ToListAsync(work.Ct);
        var unsent = open.Where(instruction => instruction.State == InstructionState.Waiting).ToList();
        foreach (var instruction in open.Except(unsent))
            instruction.StopIfUnsent(code);
        foreach (var instruction in unsent)
        {
            if (await StopAsync(work, moves, instruction, code, eventId) is { IsRefused: true } refused)
                throw new RefusedException(refused.Refusal);
        }

        return unsent.Count;
    }
}
