namespace OpsPortal.Domain.Invoicing;

/// <summary>Which refunds of a payment it still covers when the bank takes it back, in minor units.</summary>
public static class RefundCover
{
    /// <summary>What of a payment has not left by itself or by refunds.</summary>
    public static long Left(long amountMinor, long returnedMinor, IEnumerable<(RefundState State, long Minor)> refunds) =>
        amountMinor - returnedMinor - refunds.Where(refund => refund.State == RefundState.Succeeded).Sum(refund => refund.Minor);

    /// <summary>The places of the refunds under way that so much does not cover; those asked for first are covered
    /// first.</summary>
    public static IReadOnlyList<int> Uncovered(long leftMinor, IReadOnlyList<(RefundState State, long Minor)> oldestFirst)
    {
        var (left, uncovered) = (leftMinor, new List<int>());
        for (var i = 0; i < oldestFirst.Count; i++)
        {
            if (oldestFirst[i].State is not (RefundState.Waiting or RefundState.Pending))
                continue;
            if (oldestFirst[i].Minor <= left)
                left -= oldestFirst[i].Minor;
            else
                uncovered.Add(i);
        }

        return uncovered;
    }
}
