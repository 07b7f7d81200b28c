using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Disputes;

namespace OpsPortal.Events.Handlers;

/// <summary>
/// A dispute is decided: what was kept back goes back to held funds, or is lost. What counted as lost is taken back where the
/// provider says later that it is won; that a won one is lost after all is a case. An inquiry ends without money.
/// </summary>
[Part]
internal sealed class DisputeClosedHandler(DisputeBook book) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.DisputeClosed];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await DisputeOpenedHandler.FindAsync(work, happened) is not { } dispute)
            return HandlerAnswer.Wait("Its dispute has not come in yet.");
        if (happened.UnknownOutcome is { } words)
            return HandlerAnswer.GiveUp(CashRefusals.UnknownDisputeOutcome(words));
        var receipt = await work.Db.Set<Receipt>().SingleAsync(r => r.Id == dispute.ReceiptId, work.Ct);
        if (dispute.IsLostAfterWin(happened.Won, happened.OccurredAt))
            return await LostAfterWinAsync(work, dispute, receipt);
        if (!dispute.Close(happened.Won, happened.OccurredAt))
            return HandlerAnswer.Done("The dispute was closed before.");
        await book.EndAsync(work, dispute, receipt, Receipts.Source(work, happened));
        if (!dispute.HoldsMoney)
            return HandlerAnswer.Done("The inquiry is over; no money was taken.");
        return HandlerAnswer.Done(happened.Won ? "The dispute is won; the money is back." : "The dispute is lost.");
    }

    // What was given back may be paid out by now: the payment is stopped, and a person asks.
    private static async Task<HandlerAnswer> LostAfterWinAsync(Work work, DisputeCase dispute, Receipt receipt)
    {
        var amount = new Money(dispute.AmountMinor, dispute.Currency);
        await work.OpenExceptionAsync(
            ExceptionType.Dispute, "cash.dispute-lost-after-won",
            $"The provider says lost of the dispute over {amount} that it had called won. Nothing is booked, and the payment is "
                + "not released. Ask it which holds: a loss it has to open as a dispute of its own, which is booked.",
            $"dispute:{dispute.Id}:lost-after-won", amount,
            new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                ProviderReference = dispute.ProviderReference });
        return HandlerAnswer.Done("Lost after it was won: nothing is booked, a case is open.");
    }
}
