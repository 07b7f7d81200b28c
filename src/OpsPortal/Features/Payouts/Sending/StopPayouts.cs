using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Stops payouts that were released but never sent, when a payment beneath them is taken back or disputed, or the work that they
/// pay for is, or their payee's payouts are put on hold: their money is held again. What was perhaps sent is stopped once the
/// provider says that it never got it; what it has, the payee owes.
/// </summary>
[Part]
internal sealed class StopPayouts(PayoutMoves moves)
{
    private static readonly Stop TakenBack = new(FailureReasons.PaymentTakenBack);

    private static readonly Stop Held = new(FailureReasons.Stopped);

    /// <param name="Code">Why payouts are stopped.</param>
    internal sealed record Stop(string Code)
    {
        public string Words => Code == FailureReasons.PaymentTakenBack ? "What it pays for was taken back or disputed."
            : "The payee's payouts are on hold.";
    }

    public Task<int> OfReceiptAsync(Work work, ReceiptId receipt, string? eventId) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.Sources.Any(source => source.ReceiptId == receipt)), TakenBack,
        eventId);

    public Task<int> OfInvoiceAsync(Work work, InvoiceId invoice) => StopAsync(
        work, work.Db.Set<PayoutItem>().Where(item => item.Sources.Any(source => source.InvoiceId == invoice)), TakenBack, null);

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
        }, Held, null);
    }

    /// <summary>The provider never got it: its money is held again.</summary>
    public static async Task<Outcome<bool>> StopAsync(
        Work work, PayoutMoves moves, PayoutInstruction instruction, Stop stop, string? eventId)
    {
        instruction.Answer(null, $"Stopped before it was sent. {stop.Words}");
        var item = (await PayoutMoves.FindAsync(work.Db, instruction.Key, work.Ct))!;
        var fact = new PayoutEventFact(work.Now) { FailureCode = stop.Code, FailureWords = stop.Words };
        return await moves.ApplyAsync(work, item, PayoutItemAction.Cancel, fact, eventId);
    }

    /// <summary>A sender that takes one of them at the same moment wins or loses by the revision of its instruction.</summary>
    private async Task<int> StopAsync(Work work, IQueryable<PayoutItem> beneath, Stop stop, string? eventId)
    {
        var open = await work.Db.Set<PayoutInstruction>().Where(sent => sent.State != InstructionState.Answered)
            .Where(sent => beneath.Any(item => item.Id == sent.ItemId
                && (item.State == PayoutItemState.Released || item.State == PayoutItemState.Unknown)))
            .ToListAsync(work.Ct);
        var unsent = open.Where(instruction => instruction.State == InstructionState.Waiting).ToList();
        foreach (var instruction in open.Except(unsent))
            instruction.StopIfUnsent(stop.Code);
        foreach (var instruction in unsent)
        {
            if (await StopAsync(work, moves, instruction, stop, eventId) is { IsRefused: true } refused)
                throw new InvalidOperationException(refused.Refusal.Text);
        }

        return unsent.Count;
    }
}
