using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Shared;
using Xunit;
using static OpsPortal.Domain.Invoicing.RefundState;

namespace OpsPortal.Domain.Tests.Invoicing;

[Trait("Requirement", "INV-10")]
public sealed class RefundCoverTests
{
    private static readonly (RefundState, long)[] Refunds =
        [(Succeeded, 100), (Pending, 150), (Failed, 500), (Pending, 50), (Cancelled, 500), (Pending, 20)];

    [Fact]
    public void Left_IsWhatNeitherWentBackNorWasRefunded() => Assert.Equal(270, RefundCover.Left(400, 30, Refunds));

    [Fact]
    public void Uncovered_WhenAllWentBack_AreAllThatArePending() => Assert.Equal([1, 3, 5], RefundCover.Uncovered(0, Refunds));

    [Fact]
    public void Uncovered_WhenAPartIsLeft_AreThoseThatDoNotFit_OldestFirst()
    {
        Assert.Equal([3], RefundCover.Uncovered(170, Refunds));
        Assert.Equal([1], RefundCover.Uncovered(149, Refunds));
        Assert.Empty(RefundCover.Uncovered(220, Refunds));
    }

    /// <summary>Of 500, 100 went back; what is left covers refunds of 400 in all.</summary>
    [Theory]
    [InlineData(400, 0, null)]
    [InlineData(401, 0, "invoicing.refund-not-covered")]
    [InlineData(100, 300, null)]
    [InlineData(101, 300, "invoicing.refund-not-covered")]
    [InlineData(1, 500, "invoicing.refund-not-covered")]
    public void Refund_IsCovered_ByWhatNeitherWentBackNorIsRefunded(long minor, long refunded, string? why)
    {
        var payment = Receipt.Take(
            new(Guid.NewGuid()), new(Guid.NewGuid()), "bank", "R-1", Rail.SepaCredit, new Money(500, Currency.Of("EUR")), null,
            default).Value;
        Assert.Null(payment.Return(100).Refusal);

        Assert.Equal(why, RefundCover.WhyNot(payment, minor, refunded)?.Code);
    }

    /// <summary>What a dispute took is named as such, also of a refund that was covered when it was asked for.</summary>
    [Fact]
    public void Refund_OfWhatADisputeTook_IsNotCovered()
    {
        var payment = Receipt.Take(
            new(Guid.NewGuid()), new(Guid.NewGuid()), "bank", "R-1", Rail.SepaCredit, new Money(500, Currency.Of("EUR")), null,
            default).Value;
        payment.Dispute(300);

        Assert.Null(RefundCover.WhyNot(payment, 200, 0));
        Assert.Equal("cash.in-dispute", RefundCover.WhyNot(payment, 201, 0)?.Code);
    }
}
