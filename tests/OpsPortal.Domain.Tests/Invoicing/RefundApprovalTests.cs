using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Domain.Tests.Invoicing;

public sealed class RefundApprovalTests
{
    [Theory]
    [Trait("Requirement", "INV-10")]
    [InlineData(false, 1_000, 0, 0, false)]
    [InlineData(false, 1_001, 0, 0, true)]
    [InlineData(false, 400, 600, 0, false)]
    [InlineData(false, 400, 601, 0, true)]
    [InlineData(false, 400, 0, 600, false)]
    [InlineData(false, 400, 0, 601, true)]
    [InlineData(false, 400, 600, 600, false)]
    [InlineData(true, 1, 0, 0, true)]
    public void Refund_IsForTwo_AboveTheLimitInAllPartsOfItsPaymentOrInvoice_AndAlwaysOfFormerMoney(
        bool isFormer, long minor, long ofPayment, long ofInvoice, bool isForTwo) =>
        Assert.Equal(isForTwo, RefundApproval.IsForTwo(isFormer, minor, ofPayment, ofInvoice, limitMinor: 1_000));

    [Theory]
    [Trait("Requirement", "INV-10")]
    [InlineData(RefundState.Waiting, true, true)]
    [InlineData(RefundState.Pending, true, true)]
    [InlineData(RefundState.Succeeded, false, true)]
    [InlineData(RefundState.Failed, false, false)]
    [InlineData(RefundState.Cancelled, false, false)]
    public void Refund_IsUnderWayUntilItEnds_AndCountsUnlessItGaveBack(RefundState state, bool isUnderWay, bool counts) =>
        Assert.Equal((isUnderWay, counts),
            (RefundLifecycle.UnderWay.Contains(state), RefundLifecycle.Counted.Contains(state)));
}
