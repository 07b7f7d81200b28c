using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>What one collection of an invoice gives to whom, in minor units; the parts of payees, fee and tax.</summary>
public sealed record AllocatedParts(IReadOnlyList<PayeePart> Payees, long FeeMinor, long TaxMinor);

/// <summary>
/// Splits collected money of an invoice over its payees, the fee and the tax: the split of the cumulative collected amount
/// (cleared paid down payment and applied cash), less the split of what was collected before. What each is given depends only on
/// how much is collected, never on the way there: cents never drift, nobody is over-funded, and money that goes back takes back
/// in all exactly what it gave. Which payment of the invoice carries which cent does not follow from it; see
/// <see cref="SittingFunds"/>. Credits change nothing here: they reduce what is still to come.
/// </summary>
public static class Allocation
{
    /// <summary>The parts of a collection that takes the cumulative amount from before to after.</summary>
    /// <param name="payeeShares">Each payee's share of the gross, in the order of the contract version.</param>
    public static AllocatedParts Of(
        long grossMinor,
        long collectedBeforeMinor,
        long collectedAfterMinor,
        IReadOnlyList<(PayeeId PayeeId, long ShareMinor)> payeeShares,
        long feeMinor,
        long taxMinor)
    {
        var weights = payeeShares.Select(share => share.ShareMinor).ToList();
        var before = Cumulative(grossMinor, collectedBeforeMinor, weights, feeMinor, taxMinor);
        var after = Cumulative(grossMinor, collectedAfterMinor, weights, feeMinor, taxMinor);
        PayeePart[] parts = [.. payeeShares.Select((share, i) => new PayeePart(share.PayeeId, after[i] - before[i]))];
        return new AllocatedParts(parts, after[^2] - before[^2], after[^1] - before[^1]);
    }

    /// <summary>What the cumulative collected amount gives to each payee, then the fee, then the tax.</summary>
    public static long[] Cumulative(
        long grossMinor, long collectedMinor, IEnumerable<long> payeeShares, long feeMinor, long taxMinor)
    {
        long[] weights = [.. payeeShares, feeMinor, taxMinor];
        if (weights.Sum() != grossMinor)
            throw new ArgumentException("Shares, fee and tax must sum to the gross.", nameof(grossMinor));
        if (collectedMinor < 0 || collectedMinor > grossMinor)
            throw new ArgumentOutOfRangeException(nameof(collectedMinor), "Collected money lies between nothing and the gross.");
        return grossMinor == 0 ? weights : SteadySplit.Split(collectedMinor, weights);
    }
}
