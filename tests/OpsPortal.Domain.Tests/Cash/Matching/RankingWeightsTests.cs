using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Domain.Tests.Cash.Matching;

[Trait("Requirement", "CSH-5")]
public sealed class RankingWeightsTests
{
    [Fact]
    public void Learned_WhenPeopleAgree_RaisesTheWeightNoFurtherThanItsBound()
    {
        var delivered = RankingWeights.Delivered[MatchFeature.PayerNameAlike];
        var some = RankingWeights.Learned([new(MatchFeature.PayerNameAlike, 10, 0)])[MatchFeature.PayerNameAlike];
        var many = RankingWeights.Learned([new(MatchFeature.PayerNameAlike, 100_000, 0)])[MatchFeature.PayerNameAlike];
        Assert.InRange(some, delivered + 0.01, many);
        Assert.Equal(delivered + RankingWeights.MostShift, many, 6);
    }

    [Fact]
    public void Learned_WhenPeopleDiscard_LowersForAndRaisesAgainst()
    {
        var learned = RankingWeights.Learned([new(MatchFeature.AmountEqual, 0, 50), new(MatchFeature.OtherCurrency, 0, 50)]);
        Assert.True(learned[MatchFeature.AmountEqual] < RankingWeights.Delivered[MatchFeature.AmountEqual]);
        Assert.True(learned[MatchFeature.OtherCurrency] > RankingWeights.Delivered[MatchFeature.OtherCurrency]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Match_WhateverWasLearned_DecidesTheSameByItself(int seed)
    {
        var set = Reconciliation.Of(seed, 4);
        var bold = RankingWeights.Learned(MatchFeatures.All.Select(feature => MatchFeatures.IsFor(feature)
            ? new FeatureCount(feature, 1_000_000, 0) : new FeatureCount(feature, 1_000_000, 0)));
        var delivered = MatchingEngine.Match(set.Payments, set.Invoices, MatchPolicy.Default, RankingWeights.Delivered);
        var learned = MatchingEngine.Match(set.Payments, set.Invoices, MatchPolicy.Default, bold);
        Assert.Equal(delivered.Select(result => (result.PaymentId, result.Decision == MatchDecision.Automatic)),
            learned.Select(result => (result.PaymentId, result.Decision == MatchDecision.Automatic)));
        Assert.All(learned, result => Assert.InRange(result.Score, 0, 1));
    }
}
