using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

/// <summary>Nobody loosens what is asked of payouts and then signs them.</summary>
[Trait("Requirement", "PAY-10")]
public sealed class PolicyMakersTests
{
    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(23, 1, true)]
    [InlineData(24, 1, false)]
    [InlineData(-1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(1, 0, false)]
    public void Maker_SignsAgainADayAfterTheirVersionBegan(int hoursAgo, int versions, bool waits)
    {
        // The second version is somebody else's and does not end the wait; without any there is nothing to wait for.
        PolicyMade[] made = [Made(Ann, 2, hoursAgo), Made(Bob, 3, 0)];

        Assert.Equal(waits, PolicyMakers.Excluding(Ann, made.Take(versions), Now) is { Number: 2 });
    }

    [Fact]
    public void Approve_ByTheMakerOfANewPolicy_IsRefused()
    {
        var batch = Submitted();

        var refusal = batch.Approve(By(Ann, batch) with { NewPolicies = [Made(Ann, 2, 1)] }, Green, Now).Refusal;

        Assert.Equal("payouts.four-eyes-policy", refusal?.Code);
        Assert.False(batch.Approve(By(Bob, batch) with { NewPolicies = [Made(Ann, 2, 1)] }, Green, Now).IsRefused);
    }

    [Fact]
    public void Transmit_WhenASignerChangedAPolicySince_IsRefused()
    {
        var batch = Approved();

        var refused = batch.Transmit(Transmit(batch, Ann) with { NewPolicies = [Made(Bob, 2, 0)] }, Now);

        Assert.Equal("payouts.too-few-approvals", refused.Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CMP-1")]
    public void Matrix_ThatDoesNotAskForBankDetails_IsNotMade() => Assert.Equal("compliance.policy-account",
        PolicyMatrix.Make(new PolicyId(Id(81)), 2, Now, "Quicker", [new PolicyRow(GateKind.Kyc, true),
            new PolicyRow(GateKind.PayoutAccount, false) { PayeeKind = PayeeKind.Company }], null, Now).Refusal?.Code);

    /// <summary>As stored by a version before: it can no longer be made.</summary>
    [Fact]
    [Trait("Requirement", "PAY-1")]
    public void Matrix_MadeBefore_StillAsksForBankDetails()
    {
        var matrix = PolicyMatrix.Make(new PolicyId(Id(81)), 1, Now, "x", PolicyMatrix.Default, null, Now).Value;
        typeof(PolicyMatrix).GetProperty(nameof(PolicyMatrix.Rows))!
            .SetValue(matrix, new[] { new PolicyRow(GateKind.PayoutAccount, false) });

        Assert.Contains(matrix.Required(new ProgramId(Id(1)), new MarketId(Id(2)), PayeeKind.Individual),
            row => row.Gate == GateKind.PayoutAccount);
    }

    private static PolicyMade Made(PersonId by, int number, int hoursAgo) =>
        new(by, "policy matrix", number, Now - Duration.FromHours(hoursAgo));
}
