namespace OpsPortal.Domain.Cash;

/// <summary>
/// What moves when the provider makes a payment available: the fee, and the net of what has not gone back meanwhile.
/// Made so that a return before and a return after availability end at the same balances.
/// </summary>
/// <param name="FeeFromPendingMinor">The fee where it is taken from pending money.</param>
/// <param name="FeeFromAvailableMinor">The fee where nothing is pending any more.</param>
/// <param name="NetMinor">What moves from pending to available.</param>
public readonly record struct Settlement(long FeeFromPendingMinor, long FeeFromAvailableMinor, long NetMinor)
{
    public static Settlement Of(long amountMinor, long returnedWhilePendingMinor, long feeMinor)
    {
        var pending = amountMinor - returnedWhilePendingMinor;
        return feeMinor <= pending ? new Settlement(feeMinor, 0, pending - feeMinor) : new Settlement(0, feeMinor, pending);
    }
}
