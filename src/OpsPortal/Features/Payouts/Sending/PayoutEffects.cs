using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>Which entries a payout's new state calls for. A provider that pays from our balance tells "cash left" and "paid"
/// in one fact.</summary>
internal static class PayoutEffects
{
    /// <param name="before">What the payout was until now.</param>
    public static IReadOnlyList<(EventFamily Family, string Key)> Of(PayoutItem item, PayoutItemState before)
    {
        switch (item.State)
        {
            case PayoutItemState.Posted when !item.HasCashLeft:
                item.MarkCashLeft();
                return [(EventFamily.PayoutCashLeft, PostingKeys.PayoutCashLeft(item.Id))];
            case PayoutItemState.Paid when PayoutItemLifecycle.IsAfterAll(before, PayoutItemAction.Pay):
                item.MarkCashLeft();
                return
                [
                    (EventFamily.PayoutFailureTakenBack, PostingKeys.PayoutFailureTakenBack(item.Id)),
                    (EventFamily.PayoutPaidAtOnce, PostingKeys.PayoutPaid(item.Id)),
                ];
            case PayoutItemState.Paid when item.HasCashLeft:
                return [(EventFamily.PayoutPaid, PostingKeys.PayoutPaid(item.Id))];
            case PayoutItemState.Paid:
                item.MarkCashLeft();
                return [(EventFamily.PayoutPaidAtOnce, PostingKeys.PayoutPaid(item.Id))];
            case PayoutItemState.Cancelled when item.ReleasedAt is not null:
            case PayoutItemState.Failed when !item.HasCashLeft:
                return [(EventFamily.PayoutFailedCashNeverLeft, PostingKeys.PayoutFailed(item.Id))];
            case PayoutItemState.Failed:
                item.MarkCashBack();
                return
                [
                    (EventFamily.PayoutFailedCashHadLeft, PostingKeys.PayoutFailed(item.Id)),
                    (EventFamily.PayoutCashCameBack, PostingKeys.PayoutCashCameBack(item.Id)),
                ];
            case PayoutItemState.Returned:
                item.MarkCashBack();
                return
                [
                    (EventFamily.PayoutReturnedAfterPaid, PostingKeys.PayoutReturned(item.Id)),
                    (EventFamily.PayoutCashCameBack, PostingKeys.PayoutReturnedCash(item.Id)),
                ];
            default:
                return [];
        }
    }
}
