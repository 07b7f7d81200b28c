using OpsPortal.Domain.Ledger;
using static OpsPortal.Domain.Ledger.EventFamily;

namespace OpsPortal.Domain.Payouts;

/// <summary>What the ledger must say of a payout in a state.</summary>
/// <param name="Needs">One of these entries must be there; none is asked for where it is empty.</param>
/// <param name="Forbids">None of these may be there: they tell of a later or another end.</param>
public sealed record PayoutIntentRow(
    PayoutItemState State, IReadOnlyList<EventFamily> Needs, IReadOnlyList<EventFamily> Forbids);

/// <summary>The state of a payout beside the intent that the ledger has booked of it, one row for each state.</summary>
public static class PayoutIntent
{
    private static readonly EventFamily[] Paid = [PayoutPaid, PayoutPaidAtOnce];
    private static readonly EventFamily[] Failed = [PayoutFailedCashNeverLeft, PayoutFailedCashHadLeft];
    private static readonly EventFamily[] Ended = [.. Paid, .. Failed, PayoutFailureTakenBack, PayoutReturnedAfterPaid];

    /// <summary>Families that tell of a failure, which counts no more once it is taken back.</summary>
    public static IReadOnlyList<EventFamily> Failures => Failed;

    public static readonly IReadOnlyList<PayoutIntentRow> Rows =
    [
        new(PayoutItemState.Ready, [], [PayoutReleased, PayoutCashLeft, .. Ended]),
        new(PayoutItemState.Released, [PayoutReleased], [PayoutCashLeft, .. Ended]),
        new(PayoutItemState.Unknown, [PayoutReleased], [PayoutCashLeft, .. Ended]),
        new(PayoutItemState.Processing, [PayoutReleased], [PayoutCashLeft, .. Ended]),
        new(PayoutItemState.Posted, [PayoutCashLeft], Ended),
        new(PayoutItemState.Paid, Paid, [.. Failed, PayoutReturnedAfterPaid]),
        new(PayoutItemState.Failed, Failed, [.. Paid, PayoutFailureTakenBack, PayoutReturnedAfterPaid]),
        new(PayoutItemState.Returned, [PayoutReturnedAfterPaid], Failed),
        new(PayoutItemState.Cancelled, [],
            [PayoutCashLeft, .. Paid, PayoutFailedCashHadLeft, PayoutFailureTakenBack, PayoutReturnedAfterPaid]),
    ];

    /// <summary>True where the entries are those of the state.</summary>
    public static bool Agrees(PayoutItemState state, IReadOnlyCollection<EventFamily> booked)
    {
        var row = Rows.Single(one => one.State == state);
        var standing = booked.Contains(PayoutFailureTakenBack) ? booked.Except(Failed).ToList() : booked;
        return (row.Needs.Count == 0 || row.Needs.Any(standing.Contains)) && !row.Forbids.Any(standing.Contains);
    }
}
