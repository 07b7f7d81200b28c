using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>A payee's share of an invoice, and how much of it collected money has funded so far.</summary>
public sealed record FundedShare(PayeeId PayeeId, long ShareMinor, long FundedMinor);

/// <summary>What one collection of an invoice gives to whom, in minor units; the parts of payees, fee and tax.</summary>
public sealed record AllocatedParts(IReadOnlyList<PayeePart> Payees, long FeeMinor, long TaxMinor);

/// <summary>
/// Splits collected money of an invoice over its payees, the fee and the tax: largest remainder on the cumulative collected
/// amount
/// (cleared paid down payment and applied cash), less what was given before, so that cents never drift and nobody is over-funded.
/// After a credit the net gross and net shares are given instead.
/// </summary>
public static class Allocation
{
    /// <summary>The parts of a collection that follows on exactly this cumulative amount, where nothing was un-applied
    /// meanwhile.</summary>
    /// <param name="payeeShares">Each payee's share of the gross, in the order of the contract version.</param>
    public static AllocatedParts Of(
        long grossMinor,
        long collectedBeforeMinor,
        long collectedAfterMinor,
        IReadOnlyList<(PayeeId PayeeId, long ShareMinor)> payeeShares,
        long feeMinor,
        long taxMinor)
    {
        var weights = payeeShares.Select(share => share.ShareMinor);
        var before = Cumulative(grossMinor, collectedBeforeMinor, weights, feeMinor, taxMinor);
        FundedShare[] shares = [.. payeeShares.Select((share, i) => new FundedShare(share.PayeeId, share.ShareMinor, before[i]))];
        return Next(grossMinor, collectedAfterMinor, shares, feeMinor, taxMinor, collectedAfterMinor - collectedBeforeMinor);
    }

    /// <summary>
    /// The parts of a collection given what is really funded (share less the balance of 2100): heals the cent that an un-apply
    /// in the
    /// middle or a very small payment leaves, never funds beyond a share, never takes a part back, never gives more than was
    /// collected.
    /// </summary>
    /// <param name="collectedAfterMinor">Cumulative collected amount with this collection.</param>
    /// <param name="amountMinor">This collection.</param>
    public static AllocatedParts Next(
        long grossMinor,
        long collectedAfterMinor,
        IReadOnlyList<FundedShare> shares,
        long feeMinor,
        long taxMinor,
        long amountMinor)
    {
        var target = Cumulative(grossMinor, collectedAfterMinor, shares.Select(share => share.ShareMinor), feeMinor, taxMinor);
        var left = amountMinor;
        var parts = new List<PayeePart>(shares.Count);
        for (var i = 0; i < shares.Count; i++)
        {
            var part = Math.Clamp(target[i] - shares[i].FundedMinor, 0, left);
            left -= part;
            parts.Add(new PayeePart(shares[i].PayeeId, part));
        }

        var tax = taxMinor == 0 ? 0 : feeMinor == 0 ? left : Math.Min(left, target[^1]);
        return new AllocatedParts(parts, left - tax, tax);
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
        return grossMinor == 0 ? weights : LargestRemainder.Split(collectedMinor, weights);
    }
}
