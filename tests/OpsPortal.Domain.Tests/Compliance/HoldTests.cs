using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Compliance;

[Trait("Requirement", "CMP-5")]
public sealed class HoldTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 10, 0);
    private static readonly PersonId Ann = new(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
    private static readonly PersonId Bob = new(new Guid(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
    private static readonly ContractId Contract = new(new Guid(3, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
    private static readonly InvoiceId Invoice = new(new Guid(4, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    [Fact]
    public void Lift_ByWhoPlacedIt_IsRefused()
    {
        var hold = Place(HoldScope.AllPayouts).Value;
        Assert.Equal((false, true), (hold.LiftsFor(Ann), hold.LiftsFor(Bob)));
        Assert.Equal("compliance.lift-four-eyes", hold.Lift(Ann, "fine", Now).Refusal?.Code);
        Assert.False(hold.Lift(Bob, "papers seen", Now).IsRefused);
        Assert.Equal("compliance.hold-closed", hold.Lift(Bob, "again", Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CMP-8")]
    public void Covers_OnlyItsScope()
    {
        Assert.True(Place(HoldScope.AllPayouts).Value.Covers(Contract, Invoice));
        Assert.True(Place(HoldScope.Contracts, Contract.Value).Value.Covers(Contract, Invoice));
        Assert.False(Place(HoldScope.Contracts, Invoice.Value).Value.Covers(Contract, Invoice));
        Assert.True(Place(HoldScope.Invoices, Invoice.Value).Value.Covers(Contract, Invoice));
    }

    [Fact]
    public void Place_WithoutTargetsOrReason_IsRefused()
    {
        Assert.Equal("compliance.hold-target", Place(HoldScope.Contracts).Refusal?.Code);
        var empty = new HoldRequest(default, HoldScope.AllPayouts, HoldReason.Aml, " ", "papers");
        Assert.Equal("compliance.hold-reason", ComplianceHold.Place(default, default, empty, Ann, Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CMP-2")]
    public void Decide_WithoutEvidence_IsRefused()
    {
        var decision = new GateDecision(GateKind.Kyc, GateOutcome.Clear, 1);
        Assert.Equal("compliance.evidence", GateRecord.Decide(default, default, default, decision, 1, Now).Refusal?.Code);
        var stale = decision with { Evidence = "case 7", ExpiresAt = Now };
        Assert.Equal("compliance.expired", GateRecord.Decide(default, default, default, stale, 1, Now).Refusal?.Code);
        var account = new GateDecision(GateKind.PayoutAccount, GateOutcome.Clear, 1) { Evidence = "x" };
        Assert.Equal("compliance.account-not-by-hand",
            GateRecord.Decide(default, default, default, account, 1, Now).Refusal?.Code);
    }

    private static Outcome<ComplianceHold> Place(HoldScope scope, params Guid[] targets) => ComplianceHold.Place(
        default, default, new HoldRequest(default, scope, HoldReason.Aml, "pattern", "papers") { Targets = targets }, Ann, Now);
}
