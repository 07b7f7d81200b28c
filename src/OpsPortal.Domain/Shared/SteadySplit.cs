namespace OpsPortal.Domain.Shared;

/// <summary>
/// Splits a whole that grows or shrinks over time by weights, so that no part ever moves the other way and the way that was
/// taken never matters. Each exact share is rounded; where the sum is off by a minor unit, the part takes it that is nearest to
/// its rounding (Webster's method). A split by largest remainder can shrink a part while the whole grows.
/// </summary>
public static class SteadySplit
{
    /// <param name="wholeMinor">What is split, in minor units, not negative.</param>
    /// <param name="weights">Not negative, at least one above zero. Between equals the earlier part comes first.</param>
    /// <returns>One part per weight, in the same order; where the whole is the sum of the weights, the weights.</returns>
    public static long[] Split(long wholeMinor, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wholeMinor);
        var total = weights.Aggregate(Int128.Zero, (sum, weight) => weight < 0
            ? throw new ArgumentOutOfRangeException(nameof(weights))
            : sum + weight);
        if (total == 0)
            throw new ArgumentException("At least one weight must be above zero.", nameof(weights));

        var parts = weights.Select(weight => Rounding.Divide((Int128)wholeMinor * weight, total)).ToArray();
        for (var left = wholeMinor - parts.Sum(); left > 0; left--)
            parts[Next(parts, weights)]++;
        for (var over = parts.Sum() - wholeMinor; over > 0; over--)
            parts[Last(parts, weights)]--;
        return parts;
    }

    /// <summary>Who gets one more minor unit: the greatest weight per odd number, 2k + 1.</summary>
    private static int Next(long[] parts, IReadOnlyList<long> weights)
    {
        var next = 0;
        for (var i = 1; i < parts.Length; i++)
        {
            if ((Int128)weights[i] * ((2 * parts[next]) + 1) > (Int128)weights[next] * ((2 * parts[i]) + 1))
                next = i;
        }

        return next;
    }

    /// <summary>Who got the last minor unit: the smallest weight per odd number, 2k - 1.</summary>
    private static int Last(long[] parts, IReadOnlyList<long> weights)
    {
        var last = -1;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] > 0
                && (last < 0 || (Int128)weights[i] * ((2 * parts[last]) - 1) <= (Int128)weights[last] * ((2 * parts[i]) - 1)))
                last = i;
        }

        return last;
    }
}
