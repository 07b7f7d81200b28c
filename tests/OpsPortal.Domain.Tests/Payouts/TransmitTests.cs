using NodaTime;
using OpsPortal.Domain.Payouts;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "PAY-4")]
public sealed class TransmitTests
{
    [Fact]
    public void Transmit_ByOneOfTheApprovers_Releases()
    {
        var batch = Approved();
        Assert.False(batch.Transmit(Transmit(batch, Ann), Now).IsRefused);
        Assert.Equal(BatchState.Released, batch.State);
        Assert.All(batch.Items, item => Assert.Equal((PayoutItemState.Released, null), (item.State, item.OpenLock)));
    }

    [Fact]
    public void Transmit_ByTheMaker_IsRefused() => Refused("payouts.transmit-own", b => Transmit(b, Maker));

    [Fact]
    public void Transmit_ByNobodyKnown_IsRefused() => Refused("payouts.unresolved-person", b => Transmit(b, default));

    [Fact]
    public void Transmit_OfAnotherContent_IsRefused() => Refused("payouts.content-changed", b =>
        Transmit(b, Ann) with { ShownHash = "x" });

    [Fact]
    public void Transmit_WithOldStepUp_IsRefused() =>
        Refused("shared.step-up-needed", b => Transmit(b, Ann) with { StepUpAt = Now - Duration.FromMinutes(6) });

    [Fact]
    public void Transmit_WhenAnApproverLostTheRole_IsRefused() =>
        Refused("payouts.too-few-approvals", b => Transmit(b, Ann) with { StillApprovers = [Ann] });

    [Fact]
    public void Transmit_WhenThePolicyNowAsksForMore_IsRefused()
    {
        var stricter = Policy(new ApprovalRule("All", 3, [new ApprovalBlock([new ApprovalCondition(ApprovalSubject.Currency,
            "EUR")])]));
        Refused("payouts.too-few-approvals", b => Transmit(b, Ann) with { Policy = stricter });
    }

    [Fact]
    public void Transmit_WhenAControlTurnedRed_IsRefused() => Refused("payouts.control-blocked", b =>
        Transmit(b, Ann) with { Controls = Red });

    [Fact]
    public void Transmit_AfterExpiry_IsRefused()
    {
        var batch = Approved();
        var late = Now + Duration.FromHours(72);
        Assert.Equal("payouts.expired", batch.Transmit(Transmit(batch, Ann) with { StepUpAt = late }, late).Refusal?.Code);
    }

    [Fact]
    public void Transmit_Twice_IsRefused()
    {
        var batch = Approved();
        batch.Transmit(Transmit(batch, Ann), Now);
        Assert.Equal("payouts.move", batch.Transmit(Transmit(batch, Bob), Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "PAY-6")]
    public void FollowItems_SettlesOnlyWhenEveryItemIsFinal()
    {
        var batch = Approved();
        batch.Transmit(Transmit(batch, Ann), Now);
        batch.FollowItems(false, AllFinal(batch), Now);
        Assert.Equal(BatchState.Transmitting, batch.State);
        batch.Items[0].Move(PayoutItemAction.Pay, new PayoutEventFact(Now));
        batch.FollowItems(true, AllFinal(batch), Now);
        Assert.Equal(BatchState.Sent, batch.State);
        batch.Items[1].Move(PayoutItemAction.Fail, new PayoutEventFact(Now) { FailureCode = "AC04" });
        batch.FollowItems(true, AllFinal(batch), Now);
        Assert.Equal(BatchState.Settled, batch.State);
    }

    private static bool AllFinal(PayoutBatch batch) => batch.Items.All(i => PayoutItemLifecycle.IsFinal(i.State));

    private static void Refused(string code, Func<PayoutBatch, TransmitFact> fact)
    {
        var batch = Approved();
        Assert.Equal(code, batch.Transmit(fact(batch), Now).Refusal?.Code);
        Assert.Equal(BatchState.Approved, batch.State);
    }
}
