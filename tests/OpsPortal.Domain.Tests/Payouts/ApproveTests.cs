using NodaTime;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "PAY-4")]
public sealed class ApproveTests
{
    [Fact]
    public void Approve_ByTwoOtherPeople_IsApproved()
    {
        var batch = Submitted();
        Assert.False(batch.Approve(By(Ann, batch), Green, Now).IsRefused);
        Assert.Equal(BatchState.Submitted, batch.State);
        Assert.False(batch.Approve(By(Bob, batch), Green, Now).IsRefused);
        Assert.Equal(BatchState.Approved, batch.State);
    }

    [Fact]
    public void Approve_WhenApproverIsMaker_IsRefused() => Refused("payouts.four-eyes", Submitted(), Maker);

    [Fact]
    public void Approve_WhenApproverIsSubmitter_IsRefused()
    {
        var batch = Draft();
        batch.Submit(new SubmitFact(Context(), Green), Policy(), Cleo, Now);
        Refused("payouts.four-eyes-submitter", batch, Cleo);
    }

    [Fact]
    public void Approve_WhenApproverChangedTheBatch_IsRefused()
    {
        var batch = Draft();
        Assert.False(batch.RemoveItem(batch.Items[1].Id, Cleo, "wrong", Now).IsRefused);
        batch.Submit(new SubmitFact(Context(), Green), Policy(), Maker, Now);
        Refused("payouts.four-eyes-editor", batch, Cleo);
    }

    [Fact]
    public void Approve_WhenApproverEditedBankDetails_IsRefused() =>
        Refused("payouts.four-eyes-account", Submitted(), AccountEditor);

    [Fact]
    public void Approve_WhenPersonIsUnresolved_IsRefused() => Refused("payouts.unresolved-person", Submitted(), default);

    [Fact]
    public void Approve_Twice_CountsOnce()
    {
        var batch = Submitted();
        batch.Approve(By(Ann, batch), Green, Now);
        Refused("payouts.approved-already", batch, Ann);
        Assert.Equal(BatchState.Submitted, batch.State);
    }

    [Fact]
    public void Approve_OfAStalePage_IsRefused()
    {
        var batch = Submitted();
        var outcome = batch.Approve(By(Ann, batch) with { ShownHash = new string('0', 64) }, Green, Now);
        Assert.Equal("payouts.content-changed", outcome.Refusal?.Code);
    }

    [Fact]
    public void Approve_WithOldOrFutureStepUp_IsRefused()
    {
        var batch = Submitted();
        var code = SharedRefusals.StepUpNeeded.Code;
        Assert.Equal(code, batch.Approve(By(Ann, batch, Now - Duration.FromSeconds(301)), Green, Now).Refusal?.Code);
        Assert.Equal(code, batch.Approve(By(Ann, batch, Now + Duration.FromSeconds(1)), Green, Now).Refusal?.Code);
        Assert.False(batch.Approve(By(Ann, batch, Now - Duration.FromSeconds(300)), Green, Now).IsRefused);
    }

    [Fact]
    public void Approve_AfterExpiry_IsRefused()
    {
        var batch = Submitted();
        var late = Now + Duration.FromHours(72);
        Assert.Equal("payouts.expired", batch.Approve(By(Ann, batch, late), Green, late).Refusal?.Code);
        Assert.False(batch.Expire(late).IsRefused);
        Assert.Equal((BatchState.Draft, 2), (batch.State, batch.ContentRevision));
    }

    [Fact]
    [Trait("Requirement", "PAY-3")]
    public void Approve_WhenAControlIsRed_IsRefused()
    {
        var batch = Submitted();
        Assert.Equal("payouts.control-blocked", batch.Approve(By(Ann, batch), Red, Now).Refusal?.Code);
        Assert.Equal("payouts.control-none", batch.Approve(By(Ann, batch), [], Now).Refusal?.Code);
    }

    /// <summary>A payout that was taken out stays in the batch's records and counts nowhere.</summary>
    [Fact]
    [Trait("Requirement", "PAY-5")]
    public void Approve_AfterAPayoutWasTakenOut_SignsWhatIsLeft()
    {
        var batch = Draft();
        Assert.Equal((2, 100_000), (batch.PayoutCount, batch.TotalMinor));
        Assert.False(batch.RemoveItem(batch.Items[1].Id, Maker, "wrong amount", Now).IsRefused);
        batch.Submit(new SubmitFact(Context(), Green), Policy(), Maker, Now);
        batch.Approve(By(Ann, batch), Green, Now);

        Assert.Equal((1, 60_000), (batch.PayoutCount, batch.TotalMinor));
        var signed = Assert.Single(batch.CountingApprovals);
        Assert.Equal((1, 60_000), (signed.ShownCount, signed.ShownTotalMinor));
        Assert.Equal(batch.Content().Hash(), batch.ContentHash);

        Assert.False(batch.Cancel("Paid otherwise", Now).IsRefused);
        Assert.Equal((2, 100_000), (batch.PayoutCount, batch.TotalMinor));
    }

    [Fact]
    [Trait("Requirement", "PAY-5")]
    public void Change_AfterApproval_VoidsEverySignature()
    {
        var batch = Approved();
        var before = batch.ContentHash;
        Assert.False(batch.RemoveItem(batch.Items[0].Id, Maker, "wrong amount", Now).IsRefused);
        Assert.Equal(BatchState.Draft, batch.State);
        Assert.Empty(batch.CountingApprovals);
        batch.Submit(new SubmitFact(Context(), Green), Policy(), Maker, Now);
        Assert.NotEqual(before, batch.ContentHash);
        Assert.Empty(batch.CountingApprovals);
        Assert.Equal(2, batch.Approvals.Count);
    }

    [Fact]
    [Trait("Requirement", "PAY-5")]
    public void Reject_ReturnsItToItsMakerWithTheReason()
    {
        var batch = Submitted();
        batch.Approve(By(Ann, batch), Green, Now);
        Assert.Equal("shared.required", batch.Reject(Bob, "Bob", " ").Refusal?.Code);
        Assert.Equal("payouts.reject-own", batch.Reject(Maker, "Mia", "no").Refusal?.Code);
        Assert.False(batch.Reject(Bob, "Bob", "the amount is doubled").IsRefused);
        Assert.Equal((BatchState.Draft, "Rejected by Bob: the amount is doubled"), (batch.State, batch.LastReason));
        Assert.Equal("payouts.move", batch.Approve(By(Cleo, batch), Green, Now).Refusal?.Code);
    }

    private static void Refused(string code, PayoutBatch batch, PersonId person)
    {
        var before = batch.Approvals.Count;
        Assert.Equal(code, batch.Approve(By(person, batch), Green, Now).Refusal?.Code);
        Assert.Equal(before, batch.Approvals.Count);
    }
}
