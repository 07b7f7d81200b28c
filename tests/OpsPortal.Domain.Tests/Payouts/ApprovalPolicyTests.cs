using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "PAY-10")]
public sealed class ApprovalPolicyTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Make_WithFewerThanTwoPeople_IsRefused(int people)
    {
        var rules = new ApprovalRules([new ApprovalRule("Lax", people, [])], [new PayoutLimit("EUR", 1, 1)]);
        Assert.Equal("payouts.fewer-than-two", ApprovalPolicy.Make(new PolicyId(Id(1)), 2, Now, "x", rules, null,
            Now).Refusal?.Code);
    }

    [Fact]
    public void PeopleFor_WithoutRules_IsTwo() => Assert.Equal(2, Policy().PeopleFor(Context()));

    [Fact]
    public void Block_NeedsAllItsConditions()
    {
        var policy = Policy(Three(new ApprovalCondition(ApprovalSubject.Currency, "EUR"),
            new ApprovalCondition(ApprovalSubject.BatchTotal, null, 100_001)));
        Assert.Equal(2, policy.PeopleFor(Context()));
        Assert.Equal(3, policy.PeopleFor(Context(100_001)));
        Assert.Equal(2, policy.PeopleFor(Context(100_001) with { Currency = "USD" }));
    }

    [Fact]
    public void Blocks_AreAlternatives()
    {
        var rule = new ApprovalRule("Either", 3, [new([new ApprovalCondition(ApprovalSubject.Rail, "wire")]),
            new([new ApprovalCondition(ApprovalSubject.LegalEntity, "DE")])]);
        Assert.Equal(3, Policy(rule).PeopleFor(Context()));
    }

    [Fact]
    public void ItemConditions_MustHoldForOneItem()
    {
        var policy = Policy(Three(new ApprovalCondition(ApprovalSubject.ItemAmount, null, 50_000),
            new ApprovalCondition(ApprovalSubject.PayeeYoungerThanDays, null, 30)));
        var batch = Context() with { Items = [new(60_000) { PayeeAgeDays = 90 }, new(40_000) { PayeeAgeDays = 5 }] };
        Assert.Equal(2, policy.PeopleFor(batch));
        Assert.Equal(3, policy.PeopleFor(batch with { Items = [new(60_000) { PayeeAgeDays = 5 }] }));
    }

    [Fact]
    public void Splitting_DoesNotHelp_BecauseTheRollingSumCounts()
    {
        var policy = Policy(Three(new ApprovalCondition(ApprovalSubject.PayeeRollingSum, null, 100_000)),
            Three(new ApprovalCondition(ApprovalSubject.MakerRollingSum, null, 500_000)));
        for (var parts = 1; parts <= 50; parts++)
        {
            var last = Context() with { Items = [new(100_000 / parts) { PayeeRollingMinor = 100_000 }] };
            Assert.Equal(3, policy.PeopleFor(last));
        }
        Assert.Equal(3, policy.PeopleFor(Context() with { MakerRollingMinor = 500_000 }));
    }

    [Fact]
    public void ChangedAccountsAndUnusualAmounts_CanAskForMore()
    {
        var policy = Policy(Three(new ApprovalCondition(ApprovalSubject.BankDetailsChanged, null, 14)),
            Three(new ApprovalCondition(ApprovalSubject.UnusualAmount)));
        Assert.Equal(2, policy.PeopleFor(Context() with { Items = [new(1) { BankDetailsChangedDaysAgo = 15 }] }));
        Assert.Equal(3, policy.PeopleFor(Context() with { Items = [new(1) { BankDetailsChangedDaysAgo = 14 }] }));
        Assert.Equal(3, policy.PeopleFor(Context() with { Items = [new(1) { IsUnusual = true }] }));
    }

    [Fact]
    public void HardLimits_HoldWhoeverApproves()
    {
        Assert.False(Policy().WithinLimits(Euro, [1_000_000]).IsRefused);
        Assert.Equal("payouts.item-too-large", Policy().WithinLimits(Euro, [1_000_001]).Refusal?.Code);
        Assert.Equal("payouts.batch-too-large", Policy().WithinLimits(Euro, [.. Enumerable.Repeat(1_000_000L, 6)]).Refusal?.Code);
        Assert.Equal("payouts.no-limit", Policy().WithinLimits(Currency.Of("JPY"), [1]).Refusal?.Code);
    }

    [Fact]
    public void UnusualAmount_IsTenTimesTheMedian_FromThreePayoutsOn()
    {
        Assert.False(Policy().IsUnusual(1_000_000, [100, 100]));
        Assert.False(Policy().IsUnusual(1_000, [100, 90, 200]));
        Assert.True(Policy().IsUnusual(1_001, [100, 90, 200]));
    }

    [Fact]
    public void Submit_OfAnUnusualAmount_NeedsANote()
    {
        var batch = Draft(unusual: true);
        var fact = new SubmitFact(Context(), Green);
        Assert.Equal("payouts.unusual", batch.Submit(fact, Policy(), Maker, Now).Refusal?.Code);
        Assert.False(batch.Submit(fact with { UnusualNote = "Closing invoice of a year" }, Policy(), Maker, Now).IsRefused);
    }

    private static ApprovalRule Three(params ApprovalCondition[] conditions) => new("Three", 3, [new ApprovalBlock(conditions)]);
}
