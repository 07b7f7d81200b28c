using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>Which refunds a payment covers, when they are asked for or decided and when the bank takes it back, in minor
/// units.</summary>
public static class RefundCover
{
    /// <summary>Why the payment does not cover one more.</summary>
    /// <param name="refundedMinor">What of it the other refunds count for.</param>
    public static Refusal? WhyNot(Receipt payment, long minor, long refundedMinor)
    {
        var left = Math.Max(0, payment.AmountMinor - payment.ReturnedMinor - refundedMinor);
        return payment.WhyNotSendBack(minor, refundedMinor)
            ?? (minor <= left ? null : InvoicingRefusals.RefundNotCovered(new Money(left, payment.Currency)));
    }

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
            if (!RefundLifecycle.UnderWay.Contains(oldestFirst[i].State))
                continue;
            if (oldestFirst[i].Minor <= left)
                left -= oldestFirst[i].Minor;
            else
                uncovered.Add(i);
        }

        return uncovered;
    }
}
