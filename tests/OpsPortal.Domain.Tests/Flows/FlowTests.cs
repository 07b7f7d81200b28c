using FsCheck;
using FsCheck.Fluent;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>The ledger's invariants over random flows of whole businesses.</summary>
public sealed class FlowTests
{
    /// <summary>More for a long check; the ordinary run keeps to some seconds.</summary>
    private static int Flows => int.TryParse(Environment.GetEnvironmentVariable("OPSPORTAL_FLOWS"), out var asked) ? asked : 300;

    [Fact]
    [Trait("Requirement", "LED-1")]
    [Trait("Requirement", "LED-3")]
    public void Flow_OfAnyLegalSteps_KeepsEveryInvariantAfterEachOfThem() => Prop
        .ForAll(Flow.Any(steps: 90), flow => flow.Fault() is { } fault ? false.Label(fault) : true.ToProperty())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Flows));

    [Theory]
    [InlineData(15014864435755683652UL, 7091146364261944833UL, 63)]
    [InlineData(8035903431165906923UL, 6384116461080405659UL, 8)]
    [Trait("Requirement", "LED-1")]
    public void Flow_ThatOnceFailed_KeepsEveryInvariant(ulong seed, ulong gamma, int size) => Prop
        .ForAll(Flow.Any(steps: 90), flow => flow.Fault() is { } fault ? false.Label(fault) : true.ToProperty())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay(seed, gamma, size));

    /// <summary>Flows that never reach an act would prove nothing about it.</summary>
    [Fact]
    public void Flow_OverSomeHundred_ReachesEveryAct()
    {
        var reached = new HashSet<string>();
        foreach (var flow in Enumerable.Range(1, 150).Select(seed => new Flow(seed, Steps(seed))))
        {
            Assert.Null(flow.Fault());
            reached.UnionWith(flow.Story);
        }

        Assert.Empty(Flow.ActNames.Except(reached));
    }

    [Fact]
    [Trait("Requirement", "LED-9")]
    [Trait("Requirement", "EVT-3")]
    public void Deliveries_InAnyOrderAndTwice_GiveTheSameBalancesAndStates() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), GivesTheSame)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Flows));

    [Theory]
    [InlineData(859859189)]
    [InlineData(355375734)]
    [Trait("Requirement", "LED-9")]
    public void Deliveries_ThatOnceDiffered_GiveTheSameBalancesAndStates(int story) => GivesTheSame(story);

    private static void GivesTheSame(int story)
    {
        var told = new Deliveries(story);
        var inTurn = told.Tell(new Dice(story), inTurn: true);
        var shuffled = told.Tell(new Dice(story), inTurn: false);
        Assert.Equal(Deliveries.States(inTurn), Deliveries.States(shuffled));
        Assert.Equal(Deliveries.Balances(inTurn), Deliveries.Balances(shuffled));
    }

    private static int[] Steps(int seed)
    {
        var dice = new Dice(seed);
        return [.. Enumerable.Range(0, 90).Select(_ => dice.Throw(int.MaxValue))];
    }
}
