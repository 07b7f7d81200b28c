using NodaTime;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Domain.Tests.Insights;

[Trait("Requirement", "KPI-1")]
public sealed class MeasuresTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly ReceiptFact Straight = new(Start, true, false, 1, 0, 0, 0, 1, Start + Duration.FromHours(1));
    private static readonly ReceiptFact Manual =
        Straight with { ByRule = 0, ByHand = 1, AppliedAt = Start + Duration.FromHours(30) };
    private static readonly ReceiptFact Open = Straight with { IsApplied = false, ByRule = 0, AppliedAt = null };
    private static readonly ReceiptFact Wrong = Straight with { TakenBack = 1, ByHand = 1 };
    private static readonly ReceiptFact Returned = Straight with { IsReturned = true, IsApplied = false, TakenBack = 1 };

    [Theory]
    [InlineData("straight-through", 1, 4)]
    [InlineData("manual-touch", 2, 4)]
    [InlineData("match-accuracy", 2, 3)]
    [InlineData("duplicate-posts", 0, 5)]
    [InlineData("application-lag", 2, 3)]
    public void Measure_OfEveryKindOfReceipt_CountsWhatItsDefinitionSays(string key, int part, int whole) =>
        Assert.Equal(new MeasuredShare(part, whole), Measures.Of(key)!.Of([Straight, Manual, Open, Wrong, Returned]));

    [Fact]
    public void Measure_OfADoublePosting_IsSeen() =>
        Assert.Equal(new MeasuredShare(1, 2), Measures.Of("duplicate-posts")!.Of([Straight, Straight with { Postings = 2 }]));

    [Fact]
    public void Measure_OfNothing_IsNeitherMetNorMissed() =>
        Assert.All(Measures.All, measure => Assert.Null(measure.IsMet(measure.Of([]))));

    [Theory]
    [InlineData("straight-through", 85, 100, true)]
    [InlineData("straight-through", 84, 100, false)]
    [InlineData("manual-touch", 15, 100, true)]
    [InlineData("manual-touch", 16, 100, false)]
    [InlineData("duplicate-posts", 1, 1000, false)]
    public void IsMet_KnowsFloorsFromCeilings(string key, int part, int whole, bool met) =>
        Assert.Equal(met, Measures.Of(key)!.IsMet(new MeasuredShare(part, whole)));

    [Fact]
    public void Spoils_PointsAtWhatAPersonWouldLookAt()
    {
        Assert.Equal([Manual, Open, Wrong], Spoiling("straight-through"));
        Assert.Equal([Manual, Wrong], Spoiling("manual-touch"));
        Assert.Equal([Manual], Spoiling("application-lag"));

        static IEnumerable<ReceiptFact> Spoiling(string key) =>
            new[] { Straight, Manual, Open, Wrong, Returned }.Where(Measures.Of(key)!.Spoils);
    }

    [Theory]
    [InlineData(50, 2)]
    [InlineData(90, 4)]
    [InlineData(100, 4)]
    [InlineData(1, 1)]
    public void LagAt_IsTheNearestRank(int percent, int hours)
    {
        var receipts = new[] { 3, 1, 4, 2 }.Select(lag => Straight with { AppliedAt = Start + Duration.FromHours(lag) });
        Assert.Equal(Duration.FromHours(hours), Measures.LagAt(receipts, percent));
        Assert.Null(Measures.LagAt([Open], percent));
    }
}
