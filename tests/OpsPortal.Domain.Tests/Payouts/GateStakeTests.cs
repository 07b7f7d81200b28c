using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;
using static OpsPortal.Domain.Tests.Payouts.ReleaseGateTests;

namespace OpsPortal.Domain.Tests.Payouts;

/// <summary>What a decision about a gate lets through or stops, by the release gate itself.</summary>
[Trait("Requirement", "CMP-2")]
public sealed class GateStakeTests
{
    /// <summary>What waits, what a clear gate lets through, and what any other answer stops.</summary>
    public static TheoryData<string, Func<PayableFacts, PayableFacts>, GateKind, long, long, long> Cases => new()
    {
        { "all is clear", facts => facts, GateKind.Aml, 60_000, 0, 60_000 },
        { "only this one blocks", facts => With(facts, GateKind.Aml, GateOutcome.Pending), GateKind.Aml, 60_000, 60_000, 0 },
        { "another blocks", facts => With(facts, GateKind.Kyc, GateOutcome.Failed), GateKind.Aml, 60_000, 0, 0 },
        {
            "this one and another block",
            facts => With(With(facts, GateKind.Kyc, GateOutcome.Failed), GateKind.Aml, GateOutcome.Pending), GateKind.Aml,
            60_000, 0, 0
        },
        {
            "a part is owed back",
            facts => With(facts with { Funds = facts.Funds with { RecoverableMinor = 10_000 } }, GateKind.Aml,
                GateOutcome.Unknown),
            GateKind.Aml, 50_000, 50_000, 0
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_AsksTheReleaseGateAgain(
        string name, Func<PayableFacts, PayableFacts> make, GateKind gate, long waiting, long letThrough, long stopped)
    {
        var stake = Assert.Single(GateStake.Of(gate, [make(Clear())], Matrix, Now));

        Assert.True(new GateStake(new(waiting, Euro), new(letThrough, Euro), new(stopped, Euro)) == stake, $"{name}: {stake}");
    }

    [Fact]
    public void Of_AGateThatIsNotAsked_OrWithoutMoney_IsNothing()
    {
        Assert.Empty(GateStake.Of(GateKind.HolderName, [Clear()], Matrix, Now));
        Assert.Empty(GateStake.Of(GateKind.Aml, [Clear() with { Funds = new FundsFact { PendingMinor = 5 } }], Matrix, Now));
        Assert.Empty(GateStake.Of(GateKind.Aml, [Clear()], null, Now));
    }

    [Fact]
    public void Of_SumsEachCurrencyByItself()
    {
        var dollars = Clear() with { Currency = Currency.Of("USD") };

        Assert.Equal([new Money(120_000, Euro), new Money(60_000, Currency.Of("USD"))],
            GateStake.Of(GateKind.Aml, [Clear(), dollars, Clear()], Matrix, Now).Select(stake => stake.Waiting));
    }

    private static PayableFacts With(PayableFacts facts, GateKind gate, GateOutcome outcome) =>
        WithGate(facts, gate, fact => fact with { Outcome = outcome });
}
