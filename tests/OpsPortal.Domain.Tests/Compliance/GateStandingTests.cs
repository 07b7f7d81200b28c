using NodaTime;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Domain.Tests.Compliance;

/// <summary>Until when a gate is clear, and whether somebody has to decide it.</summary>
[Trait("Requirement", "CMP-2")]
public sealed class GateStandingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 10, 0);

    /// <summary>The last decision by its outcome, its age and in how many days it expires; the age that policy allows; in how
    /// many days it runs out; whether it waits.</summary>
    [Theory]
    [InlineData(null, 0, null, 90, null, true)]
    [InlineData(GateOutcome.Clear, 1, null, null, null, false)]
    [InlineData(GateOutcome.Clear, 1, null, 90, 89, false)]
    [InlineData(GateOutcome.Clear, 76, null, 90, 14, true)]
    [InlineData(GateOutcome.Clear, 75, null, 90, 15, false)]
    [InlineData(GateOutcome.Clear, 76, 3, 90, 3, true)]
    [InlineData(GateOutcome.Clear, 85, 30, 90, 5, true)]
    [InlineData(GateOutcome.Clear, 1, 15, null, 15, false)]
    [InlineData(GateOutcome.Clear, 1, 14, null, 14, true)]
    [InlineData(GateOutcome.Clear, 90, null, 90, 0, true)]
    [InlineData(GateOutcome.Pending, 1, null, 90, 89, true)]
    [InlineData(GateOutcome.Unknown, 1, null, null, null, true)]
    [InlineData(GateOutcome.Failed, 400, null, 90, -310, false)]
    public void WaitsForDecision_UnlessClearForLongOrFailed(
        GateOutcome? last, int age, int? expires, int? allowed, int? runsOut, bool waits)
    {
        GateFact[] facts = last is { } outcome
            ? [new GateFact(GateKind.Sanctions, outcome, Now - Duration.FromDays(age),
                expires is { } days ? Now + Duration.FromDays(days) : null)]
            : [];

        var standing = GateCheck.Stand(new PolicyRow(GateKind.Sanctions, true) { MaxAgeDays = allowed }, facts, null, Now);

        Assert.Equal(waits, standing.WaitsForDecision(Now));
        Assert.Equal(runsOut is { } left ? Now + Duration.FromDays(left) : (Instant?)null, standing.Until);
    }
}
