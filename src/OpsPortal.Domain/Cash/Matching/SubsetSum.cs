using System.Numerics;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>Which of a few amounts come to a sum, by meeting in the middle.</summary>
public static class SubsetSum
{
    public const int MostAmounts = 20;

    /// <summary>How many sets there are (counted up to two) and the first of them as bits; the empty set does not
    /// count.</summary>
    public readonly record struct Answer(int Sets, uint Chosen)
    {
        public bool IsUnique => Sets == 1;
    }

    public static Answer Find(ReadOnlySpan<long> amounts, long sum)
    {
        if (amounts.Length > MostAmounts)
            throw new ArgumentOutOfRangeException(nameof(amounts), $"At most {MostAmounts} amounts.");
        var half = amounts.Length / 2;
        var (low, lowBits) = Sums(amounts[..half]);
        var (high, highBits) = Sums(amounts[half..]);
        var (sets, chosen) = (0, 0u);
        for (int i = 0, j = high.Length - 1; i < low.Length && j >= 0 && sets < 2;)
        {
            var both = low[i] + high[j];
            if (both < sum)
                i++;
            else if (both > sum)
                j--;
            else
                (sets, chosen) = Count(low, high, ref i, ref j, lowBits, highBits, half, (sets, chosen));
        }

        return new Answer(sets, chosen);
    }

    /// <summary>How likely it is that some set of these amounts hits a sum by accident: the number of sets against the number of
    /// sums that they could have.</summary>
    public static double Accident(ReadOnlySpan<long> amounts)
    {
        var (step, total) = (0L, 0L);
        foreach (var amount in amounts)
        {
            step = (long)BigInteger.GreatestCommonDivisor(step, amount);
            total += Math.Abs(amount);
        }

        return total == 0 ? 1 : Math.Pow(2, amounts.Length) / (total / (double)step);
    }

    private static (int Sets, uint Chosen) Count(
        long[] low, long[] high, ref int i, ref int j, uint[] lowBits, uint[] highBits, int half, (int Sets, uint Chosen) found)
    {
        var (atLow, atHigh) = (low[i], high[j]);
        var firstHigh = j;
        for (; i < low.Length && low[i] == atLow && found.Sets < 2; i++)
        {
            for (j = firstHigh; j >= 0 && high[j] == atHigh && found.Sets < 2; j--)
            {
                var bits = lowBits[i] | (highBits[j] << half);
                if (bits != 0)
                    found = (found.Sets + 1, found.Sets == 0 ? bits : found.Chosen);
            }
        }

        return found;
    }

    private static (long[] Sums, uint[] Bits) Sums(ReadOnlySpan<long> amounts)
    {
        var sums = new long[1 << amounts.Length];
        var bits = new uint[sums.Length];
        for (var mask = 1u; mask < sums.Length; mask++)
        {
            sums[mask] = sums[mask & (mask - 1)] + amounts[BitOperations.TrailingZeroCount(mask)];
            bits[mask] = mask;
        }

        Array.Sort(sums, bits);
        return (sums, bits);
    }
}
