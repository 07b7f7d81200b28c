namespace OpsPortal.Domain.Shared;

/// <summary>Splits a whole by weights so that the parts sum to the whole and each is within one minor unit of its exact
/// share.</summary>
public static class LargestRemainder
{
    /// <param name="wholeMinor">What is split, in minor units, not negative.</param>
    /// <param name="weights">Not negative, at least one above zero. Equal remainders go to the earlier part.</param>
    /// <returns>One part per weight, in the same order.</returns>
    public static long[] Split(long wholeMinor, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wholeMinor);
        var total = weights.Aggregate(Int128.Zero, (sum, weight) => weight < 0
            ? throw new ArgumentOutOfRangeException(nameof(weights))
            : sum + weight);
        if (total == 0)
            throw new ArgumentException("At least one weight must be above zero.", nameof(weights));

        var parts = weights.Select(weight => (long)((Int128)wholeMinor * weight / total)).ToArray();
        var left = wholeMinor - parts.Sum();
        var byRemainder = Enumerable.Range(0, weights.Count)
            .OrderByDescending(i => (Int128)wholeMinor * weights[i] % total)
            .ThenBy(i => i);
        foreach (var i in byRemainder.Take((int)left))
            parts[i]++;
        return parts;
    }
}
