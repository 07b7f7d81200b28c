using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash;

[Trait("Requirement", "EXC-9")]
public sealed class ReceiptInDisputeTests
{
    /// <summary>300 of 500 are applied. A dispute over 250 takes the 200 that pay nothing, then 50 of the rest.</summary>
    [Fact]
    public void Dispute_TakesTheUnappliedFirst_AndNothingOfItMayBeUsedOrUnapplied()
    {
        var (receipt, dispute) = Disputed(500, applied: 300, disputed: 250);

        Assert.Equal((200, 250), (dispute.UnappliedMinor, receipt.HereMinor));
        Assert.Equal((0, 50), (receipt.FreeMinor, receipt.TakenOfAppliedMinor));
        Assert.Equal("cash.in-dispute", receipt.Apply(1).Refusal?.Code);
        Assert.Equal("cash.in-dispute", receipt.WhyNotUse(0)?.Code);
        Assert.Equal("cash.more-than-unapplied", receipt.Apply(201).Refusal?.Code);
        Assert.Equal("cash.in-dispute", receipt.WhyNotUnapply()?.Code);
        Assert.Equal("cash.in-dispute", receipt.WhyNotSendBack(251, 0)?.Code);
        Assert.Equal("cash.in-dispute", receipt.WhyNotSendBack(200, 51)?.Code);
        Assert.Null(receipt.WhyNotSendBack(250, 0));
        Assert.Null(receipt.WhyNotReturn(500));
        Assert.Equal("cash.in-dispute", Repayment.Of(receipt, receipt.LegalEntityId, 10, Owed(20)).Refusal?.Code);
    }

    [Fact]
    public void Win_GivesAllOfItBack()
    {
        var (receipt, dispute) = Disputed(500, applied: 300, disputed: 250);
        receipt.WinDispute(dispute.AmountMinor);

        Assert.Null(receipt.WhyNotUnapply());
        Assert.Null(receipt.WhyNotUse(200));
        Assert.Equal((500, 300, 0), (receipt.HereMinor, receipt.AppliedHereMinor, receipt.TakenOfAppliedMinor));
    }

    [Fact]
    public void Loss_TakesTheUnappliedOff_AndWhatIsLeftAppliedStays()
    {
        var (receipt, dispute) = Disputed(500, applied: 300, disputed: 250);

        Assert.Equal(200, dispute.Lose(receipt));
        Assert.Equal((ReceiptState.Applied, 0, 300, 250), (receipt.State, receipt.UnappliedMinor, receipt.AppliedMinor,
            receipt.LostMinor));
        Assert.Equal((250, 250, 50), (receipt.HereMinor, receipt.AppliedHereMinor, receipt.TakenOfAppliedMinor));
        Assert.Equal("cash.lost-in-dispute", receipt.WhyNotUnapply()?.Code);
        Assert.Equal("cash.lost-in-dispute", receipt.WhyNotSendBack(251, 0)?.Code);
        Assert.Equal("cash.lost-in-dispute", receipt.WhyNotReturn(251)?.Code);
        Assert.Null(receipt.WhyNotReturn(250));
    }

    [Theory]
    [InlineData(0, 40, ReceiptState.Unapplied)]
    [InlineData(0, 100, ReceiptState.Returned)]
    [InlineData(60, 40, ReceiptState.Applied)]
    public void Loss_OfUnappliedCash_LeavesWhatPaysNothing_AndIsTakenBackWhole(long applied, long disputed, ReceiptState left)
    {
        var (receipt, dispute) = Disputed(100, applied, disputed);
        var gone = dispute.Lose(receipt);
        Assert.Equal((left, disputed, 100 - applied - disputed), (receipt.State, gone, receipt.FreeMinor));

        receipt.WinAfterLoss(dispute.AmountMinor, gone);
        Assert.Equal((ReceiptState.Unapplied, 0, 100 - applied), (receipt.State, receipt.LostMinor, receipt.FreeMinor));
    }

    /// <summary>The rest of a payment was refunded, after it was un-applied: what was lost before pays the invoice
    /// again.</summary>
    [Fact]
    public void ApplyAgain_AfterAPartWentBack_UsesWhatWasLost_AndNobodyElseMay()
    {
        var (receipt, dispute) = Disputed(500, applied: 500, disputed: 200);
        dispute.Lose(receipt);
        receipt.Unapply(500);
        Assert.False(receipt.Return(300).IsRefused);

        Assert.Equal("cash.lost-in-dispute", receipt.Apply(200).Refusal?.Code);
        Assert.False(receipt.ApplyAgain(200).IsRefused);
        Assert.Equal((200, 0), (receipt.TakenOfAppliedMinor, receipt.AppliedHereMinor));
    }

    private static (Receipt, DisputeCase) Disputed(long amount, long applied, long disputed)
    {
        var (now, eur) = (Instant.FromUtc(2026, 3, 2, 9, 0), Currency.Of("EUR"));
        var receipt = Receipt.Take(
            ReceiptId.From(Guid.Empty), LegalEntityId.From(Guid.Empty), "test", "pi_1", Rail.Card, new Money(amount, eur), null,
            now).Value;
        if (applied > 0)
            Assert.False(receipt.Apply(applied).IsRefused);
        var dispute = new DisputeCase(
            new DisputeId(Guid.Empty), receipt.Id, "test", "dp_1", new Money(disputed, eur), null, now, null);
        dispute.Take(receipt);
        return (receipt, dispute);
    }

    private static PayeePart[] Owed(long minor) => [new(new PayeeId(Guid.Empty), minor)];
}
