using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Contracts;

[Trait("Requirement", "CON-4")]
public sealed class DownPaymentClearingTests
{
    private static readonly AdvanceStand Third = new(300_00, 52_07, 300_00, 0, 0, 1000_00, 0);

    [Fact]
    public void ProRata_ClearsTheSamePartOfEachInvoice() =>
        Assert.Equal(120_00, DownPaymentClearing.Of(ClearingWay.ProRata, Third, 400_00).GrossMinor);

    [Fact]
    public void First_ClearsAllThatTheInvoiceCanBear()
    {
        Assert.Equal(300_00, DownPaymentClearing.Of(ClearingWay.First, Third, 400_00).GrossMinor);
        Assert.Equal(100_00, DownPaymentClearing.Of(ClearingWay.First, Third, 100_00).GrossMinor);
    }

    [Fact]
    public void Last_WaitsUntilTheStagesToComeCannotBearIt()
    {
        Assert.Equal(0, DownPaymentClearing.Of(ClearingWay.Last, Third, 400_00).GrossMinor);
        var before = Third with { BilledMinor = 400_00 };
        Assert.Equal(100_00, DownPaymentClearing.Of(ClearingWay.Last, before, 400_00).GrossMinor);
    }

    [Fact]
    public void Of_AnUnpaidDownPayment_ClearsNothing() =>
        Assert.Equal(default, DownPaymentClearing.Of(ClearingWay.First, Third with { PaidMinor = 0 }, 400_00));

    [Fact]
    public void Of_AHalfPaidDownPayment_ClearsNoMoreThanIsPaid() =>
        Assert.Equal(150_00, DownPaymentClearing.Of(ClearingWay.First, Third with { PaidMinor = 150_00 }, 400_00).GrossMinor);

    [Fact]
    public void ProRata_WhenPaidLate_IsCaughtUpByTheNextStage() => Assert.Equal(
        240_00, DownPaymentClearing.Of(ClearingWay.ProRata, Third with { BilledMinor = 400_00 }, 400_00).GrossMinor);

    [Theory]
    [InlineData(ClearingWay.ProRata)]
    [InlineData(ClearingWay.First)]
    [InlineData(ClearingWay.Last)]
    public void Of_AWholePlan_ClearsTheDownPaymentAndItsTaxToTheCent(ClearingWay way)
    {
        var cases = from amounts in Gen.ArrayOf(Gen.Choose(1, 1_000_000), 6)
                    from percent in Gen.Choose(1, 100)
                    select (amounts, percent);
        Prop.ForAll(cases.ToArbitrary(), c => Clears(way, c.amounts, c.percent)).QuickCheckThrowOnFailure();
    }

    private static bool Clears(ClearingWay way, int[] amounts, int percent)
    {
        var plan = amounts.Sum(a => (long)a);
        var advance = Math.Min(plan, Rounding.Share(plan, percent * 100));
        var tax = Rounding.TaxInside(advance, 2100);
        var stand = new AdvanceStand(advance, tax, advance, 0, 0, plan, 0);
        foreach (var amount in amounts)
        {
            var cleared = DownPaymentClearing.Of(way, stand, amount);
            if (cleared.GrossMinor < 0 || cleared.GrossMinor > amount || cleared.TaxMinor < 0)
                return false;
            stand = stand with
            {
                ClearedMinor = stand.ClearedMinor + cleared.GrossMinor,
                ClearedTaxMinor = stand.ClearedTaxMinor + cleared.TaxMinor,
                BilledMinor = stand.BilledMinor + amount,
            };
        }

        return stand.ClearedMinor == advance && stand.ClearedTaxMinor == tax;
    }
}
