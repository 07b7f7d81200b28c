using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Contracts;

[Trait("Requirement", "CON-4")]
public sealed class DownPaymentClearingTests
{
    private static readonly AdvanceStand Third = Stand(300_00, 300_00);

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
        Assert.Empty(DownPaymentClearing.Of(ClearingWay.First, Stand(300_00, 0), 400_00).Parts);

    [Fact]
    public void Of_AHalfPaidDownPayment_ClearsNoMoreThanIsPaid() =>
        Assert.Equal(150_00, DownPaymentClearing.Of(ClearingWay.First, Stand(300_00, 150_00), 400_00).GrossMinor);

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

    [Fact]
    public void Of_SeveralDownPayments_TakesTheOldestFirst_OnlyAsFarAsItIsPaid()
    {
        var (old, late) = (new InvoiceId(Guid.NewGuid()), new InvoiceId(Guid.NewGuid()));
        var stand = new AdvanceStand([new(old, 200_00, 38_00, 50_00), new(late, 100_00, 19_00, 100_00)], 1000_00, 0);

        var cleared = DownPaymentClearing.Of(ClearingWay.First, stand, 120_00);

        Assert.Equal([new ClearedPart(old, 50_00, 9_50), new ClearedPart(late, 70_00, 13_30)], cleared.Parts);
    }

    private static AdvanceStand Stand(long gross, long paid) =>
        new([new Advance(new InvoiceId(Guid.NewGuid()), gross, Rounding.TaxInside(gross, 2100), paid)], 1000_00, 0);

    private static bool Clears(ClearingWay way, int[] amounts, int percent)
    {
        var plan = amounts.Sum(a => (long)a);
        var whole = Math.Min(plan, Rounding.Share(plan, percent * 100));
        long[] parts = [whole / 3, whole - (whole / 3)];
        var stand = new AdvanceStand(
            [.. parts.Where(p => p > 0)
                .Select(p => new Advance(new InvoiceId(Guid.NewGuid()), p, Rounding.TaxInside(p, 2100), p))], plan, 0);
        foreach (var amount in amounts)
        {
            var cleared = DownPaymentClearing.Of(way, stand, amount);
            if (cleared.GrossMinor > amount || cleared.Parts.Any(part => part.GrossMinor < 0 || part.TaxMinor < 0))
                return false;
            stand = stand with { Advances = [.. stand.Advances.Select(a => After(a, cleared))],
                BilledMinor = stand.BilledMinor + amount };
        }

        return stand.Advances.All(a => a.ClearedMinor == a.GrossMinor && a.ClearedTaxMinor == a.TaxMinor);
    }

    private static Advance After(Advance advance, Cleared cleared)
    {
        var mine = cleared.Parts.Where(part => part.Advance == advance.Invoice).ToList();
        return advance with
        {
            ClearedMinor = advance.ClearedMinor + mine.Sum(part => part.GrossMinor),
            ClearedTaxMinor = advance.ClearedTaxMinor + mine.Sum(part => part.TaxMinor),
        };
    }
}
