namespace OpsPortal.Domain.Shared;

/// <summary>The one rounding rule: half away from zero, at every division of money.</summary>
public static class Rounding
{
    public const int BasisPointsInWhole = 10_000;

    /// <summary>A part of an amount given in basis points (1 % = 100), rounded half away from zero to the minor unit.</summary>
    public static long Share(long minor, long basisPoints) => Divide((Int128)minor * basisPoints, BasisPointsInWhole);

    /// <summary>The tax inside a gross amount at a rate in basis points: gross x rate / (1 + rate).</summary>
    public static long TaxInside(long grossMinor, long rateBasisPoints) =>
        Divide((Int128)grossMinor * rateBasisPoints, BasisPointsInWhole + rateBasisPoints);

    public static long Divide(Int128 dividend, Int128 divisor)
    {
        var quotient = Int128.DivRem(dividend, divisor);
        if (Int128.Abs(quotient.Remainder) * 2 >= Int128.Abs(divisor))
            return (long)(quotient.Quotient + (Int128.IsNegative(dividend) == Int128.IsNegative(divisor) ? 1 : -1));
        return (long)quotient.Quotient;
    }
}
