using OpsPortal.Access;
using OpsPortal.Domain.Events;

namespace OpsPortal.Events.Handlers;

/// <summary>Events of single payouts are the payouts room's to put into effect.</summary>
[Part]
internal sealed class PayoutItemHandler(IEnumerable<IPayoutItemEvents> payouts) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds =>
    [
        ProviderEventKind.PayoutItemAccepted, ProviderEventKind.PayoutItemPaid, ProviderEventKind.PayoutItemFailed,
        ProviderEventKind.PayoutItemReturned,
    ];

    public Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened) =>
        payouts.SingleOrDefault()?.HandleAsync(work, happened)
            ?? Task.FromResult(HandlerAnswer.Wait("Nobody takes payout events yet."));
}
