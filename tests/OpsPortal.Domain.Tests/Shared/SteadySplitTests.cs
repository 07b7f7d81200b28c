using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Shared;

public sealed class SteadySplitTests
{
    [Fact]
    public void Split_OfAGrowingWhole_NeverShrinksAPartAndStaysNearTheExactShares() => Prop
        .ForAll<PositiveInt[]>(given =>
        {
            long[] weights = [.. given.Select(weight => (long)weight.Get), 7];
            var (total, before) = (weights.Sum(), new long[weights.Length]);
            for (long whole = 0; whole <= total; whole++)
            {
                var parts = SteadySplit.Split(whole, weights);
                Assert.Equal(whole, parts.Sum());
                Assert.All(parts.Zip(before), pair => Assert.True(pair.First >= pair.Second));
                Assert.All(parts.Zip(weights), pair => Assert.True(
                    2 * Math.Abs((pair.First * total) - (whole * pair.Second)) <= (1 + weights.Length) * total));
                before = parts;
            }

            Assert.Equal(weights, before);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>Largest remainder would give the small part 2 of 10 and 1 of 11.</summary>
    [Fact]
    public void Split_WhereLargestRemainderShrinksAPart_DoesNot()
    {
        long[] weights = [6, 6, 2];
        Assert.True(LargestRemainder.Split(11, weights)[2] < LargestRemainder.Split(10, weights)[2]);
        Assert.True(SteadySplit.Split(11, weights)[2] >= SteadySplit.Split(10, weights)[2]);
    }

    [Fact]
    public void Split_OfTheLargestAmounts_StaysExact() => Assert.Equal(
        [Money.LargestReadMinor, Money.LargestReadMinor - 1],
        SteadySplit.Split((2 * Money.LargestReadMinor) - 1, [Money.LargestReadMinor, Money.LargestReadMinor - 1]));
}
