using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Tests.Flows;

namespace OpsPortal.Domain.Tests.Cash.Matching;

[Trait("Requirement", "CSH-4")]
public sealed class SubsetSumTests
{
    [Fact]
    public void Find_AgainstTryingEverySet_CountsTheSame()
    {
        var dice = new Dice(7);
        for (var round = 0; round < 400; round++)
        {
            var amounts = Enumerable.Range(0, dice.Throw(9)).Select(_ => dice.Throw(41) - 10L).ToArray();
            var sum = dice.Throw(60);
            var sets = Enumerable.Range(1, (1 << amounts.Length) - 1)
                .Count(mask => amounts.Where((_, at) => (mask >> at & 1) == 1).Sum() == sum);
            var found = SubsetSum.Find(amounts, sum);
            Assert.Equal(Math.Min(sets, 2), found.Sets);
            if (found.Sets > 0)
                Assert.Equal(sum, amounts.Where((_, at) => (found.Chosen >> at & 1) == 1).Sum());
        }
    }

    [Fact]
    public void Accident_OfManyRoundAmounts_IsLikelier() => Assert.True(
        SubsetSum.Accident([10_000, 20_000, 30_000]) > SubsetSum.Accident([10_001, 20_011, 30_007]));

    [Fact]
    public void Find_OfTooMany_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SubsetSum.Find(new long[SubsetSum.MostAmounts + 1], 1));
}
