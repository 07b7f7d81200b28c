using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Features.Disputes;

namespace OpsPortal.Events.Handlers;

/// <summary>
/// A dispute is decided: what was kept back goes back to held funds, or is lost. What counted as lost because its deadline passed
/// is taken back where the provider says won. An inquiry ends without money.
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
        if (!dispute.Close(happened.Won, happened.OccurredAt))
            return HandlerAnswer.Done("The dispute was closed before.");
        await book.EndAsync(work, dispute, receipt, Receipts.Source(work, happened));
        if (!dispute.HoldsMoney)
            return HandlerAnswer.Done("The inquiry is over; no money was taken.");
        return HandlerAnswer.Done(happened.Won ? "The dispute is won; the money is back." : "The dispute is lost.");
    }
}
