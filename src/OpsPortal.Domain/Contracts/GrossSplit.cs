using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>
/// G = P + F + V: a gross amount split into tax, platform fee and the payees' part, in minor units. The fee is taken of the
/// net where our entity owes the tax, and of the gross where the payee owes the tax itself (then V is 0 and
/// <see cref="FeeTaxMinor"/> is the tax inside the fee).
/// </summary>
public readonly record struct GrossSplit(long GrossMinor, long TaxMinor, long FeeMinor, long PayeeMinor, long FeeTaxMinor)
{
    public static GrossSplit Of(long grossMinor, TaxLiability liability, int taxBasisPoints, int feeBasisPoints)
    {
        var tax = liability == TaxLiability.Entity ? Rounding.TaxInside(grossMinor, taxBasisPoints) : 0;
        var fee = Rounding.Share(grossMinor - tax, feeBasisPoints);
        var feeTax = liability == TaxLiability.Payee ? Rounding.TaxInside(fee, taxBasisPoints) : 0;
        return new GrossSplit(grossMinor, tax, fee, grossMinor - tax - fee, feeTax);
    }
}
