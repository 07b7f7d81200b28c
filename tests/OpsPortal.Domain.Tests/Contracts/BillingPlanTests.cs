using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Contracts.AContract;

namespace OpsPortal.Domain.Tests.Contracts;

[Trait("Requirement", "CON-4")]
public sealed class BillingPlanTests
{
    [Fact]
    public void Amounts_OfTwoHalfDownPaymentsOnAnOddTotal_SumToTheTotal()
    {
        var half = Percent(PlanItemKind.DownPayment, 5000);
        Assert.Equal([643530L, 643529L, 1287059L], Amounts(1287059, half, half with { Id = new(Guid.NewGuid()) }, Rest()));
    }

    [Fact]
    public void Amounts_OfHalfOfOneHundredAndOneCents_RoundsAwayAndTheClosingTakesTheRest() =>
        Assert.Equal([51L, 50L], Amounts(101, Percent(PlanItemKind.Milestone, 5000), Percent(PlanItemKind.Closing, 5000)));

    [Fact]
    public void Amounts_OfAFixed550WithTheTaxInside_KeepTheGross()
    {
        Assert.Equal([55000L, 45000L], Amounts(100000, Item(PlanItemKind.Milestone, 55000), Rest()));
        Assert.Equal(new GrossSplit(55000, 9545, 4546, 40909, 0), GrossSplit.Of(55000, TaxLiability.Entity, 2100, 1000));
    }

    [Fact]
    public void Amounts_OfThirds_GiveTheOddCentToTheClosing() => Assert.Equal(
        [3333L, 3333L, 3334L],
        Amounts(10000, Percent(PlanItemKind.Milestone, 3333), Percent(PlanItemKind.Milestone, 3333),
            Percent(PlanItemKind.Closing, 3334)));

    [Fact]
    public void Amounts_WhenOneCentIsMissing_IsRefused() => Refused(
        "contracts.sum-differs", 10000, Item(PlanItemKind.Milestone, 5000), Item(PlanItemKind.Closing, 4999));

    [Fact]
    public void Amounts_WhenDownPaymentsExceedTheTotal_IsRefused() => Refused(
        "contracts.advances-too-high", 10000, Item(PlanItemKind.DownPayment, 10001), Rest());

    [Fact]
    public void Amounts_WhenTheRemainderIsNothing_IsRefused() => Refused(
        "contracts.item-not-positive", 10000, Item(PlanItemKind.Milestone, 10000), Rest());

    [Fact]
    public void Amounts_WithTwoClosings_IsRefused() => Refused("contracts.one-closing", 10000, Rest(), Rest());

    [Fact]
    public void Amounts_WithAMilestoneBehindTheClosing_IsRefused() => Refused(
        "contracts.closing-not-last", 10000, Rest(), Item(PlanItemKind.Milestone, 100));

    [Fact]
    public void Amounts_OfAMilestoneThatTakesTheRemainder_IsRefused() => Refused(
        "contracts.remainder-only-on-closing", 10000, Rest() with { Kind = PlanItemKind.Milestone, Criteria = "Works" });

    [Fact]
    public void Amounts_OfAMilestoneWithoutCriteria_IsRefused() => Refused(
        "contracts.milestone-incomplete", 100, Item(PlanItemKind.Milestone, 100) with { Criteria = " " });

    [Theory]
    [InlineData(0)]
    [InlineData(10001)]
    public void Amounts_OfAPercentageOutOfRange_IsRefused(int basisPoints) => Refused(
        "contracts.percent-out-of-range", 10000, Percent(PlanItemKind.Milestone, basisPoints), Rest());

    [Theory]
    [InlineData(0, "contracts.total-not-positive")]
    [InlineData(-1, "contracts.total-not-positive")]
    [InlineData(Money.LargestReadMinor + 1, "shared.amount-too-large")]
    public void Amounts_OfATotalOutOfRange_IsRefused(long total, string code) => Refused(code, total, Rest());

    [Fact]
    public void Amounts_OfPercentagesThatMakeAWhole_AlwaysSumToTheTotal()
    {
        var cases = from total in Gen.Choose(1000, int.MaxValue)
                    from first in Gen.Choose(1, 9000)
                    from second in Gen.Choose(1, 999)
                    select (total, first, second);
        Prop.ForAll(cases.ToArbitrary(), c => BillingPlan.Amounts(new Money(c.total, Eur),
        [
            Percent(PlanItemKind.Milestone, c.first), Percent(PlanItemKind.Milestone, c.second),
            Percent(PlanItemKind.Closing, 10000 - c.first - c.second),
        ]) is var amounts && (amounts.Refusal?.Code == "contracts.item-not-positive" || amounts.Value.Sum() == c.total))
            .QuickCheckThrowOnFailure();
    }

    private static IReadOnlyList<long> Amounts(long total, params PlannedItem[] items) =>
        BillingPlan.Amounts(new Money(total, Eur), items).Value;

    private static void Refused(string code, long total, params PlannedItem[] items) =>
        Assert.Equal(code, BillingPlan.Amounts(new Money(total, Eur), items).Refusal?.Code);
}
