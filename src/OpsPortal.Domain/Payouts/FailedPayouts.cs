using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>Money of one payment that a payout took for a payee, or gave back because it failed or was stopped; above zero, in
/// minor units.</summary>
public sealed record PayoutLeg(
    PayeeId? PayeeId, InvoiceId? InvoiceId, ReceiptId? ReceiptId, EventFamily Family, Instant BookedAt, long Minor)
{
    public PayoutItemId? PayoutItemId { get; init; }
}

/// <summary>A payout that failed says nothing of whether the payee was paid: the same money may have gone out again.</summary>
public static class FailedPayouts
{
    public static readonly IReadOnlyList<EventFamily> Families =
        [EventFamily.PayoutFailedCashNeverLeft, EventFamily.PayoutFailedCashHadLeft];

    /// <summary>How much of what failed or was stopped was released once more afterwards.</summary>
    public static long ReleasedAgain(IEnumerable<PayoutLeg> legs) =>
        legs.GroupBy(leg => (leg.PayeeId, leg.InvoiceId, leg.ReceiptId)).Sum(AgainOf);

    /// <summary>How much of what failed or was stopped among them was paid after all.</summary>
    public static long PaidAfterAll(IReadOnlyCollection<PayoutLeg> legs)
    {
        var failed = legs.Where(leg => Families.Contains(leg.Family)).Select(leg => leg.PayoutItemId).ToHashSet();
        return legs.Where(leg => leg.Family == EventFamily.PayoutFailureTakenBack && failed.Contains(leg.PayoutItemId))
            .Sum(leg => leg.Minor);
    }

    private static long AgainOf(IEnumerable<PayoutLeg> ofOne)
    {
        var failed = ofOne.Where(leg => Families.Contains(leg.Family)).ToList();
        if (failed.Count == 0)
            return 0;
        var first = failed.Min(leg => leg.BookedAt);
        var released = ofOne.Where(leg => leg.Family == EventFamily.PayoutReleased && leg.BookedAt > first).Sum(leg => leg.Minor);
        return Math.Min(failed.Sum(leg => leg.Minor), released);
    }
}
