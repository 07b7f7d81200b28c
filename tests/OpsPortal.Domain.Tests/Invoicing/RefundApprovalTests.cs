using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Domain.Tests.Invoicing;

public sealed class RefundApprovalTests
{
    [Theory]
    [Trait("Requirement", "INV-10")]
    [InlineData(false, 1_000, 0, false)]
    [InlineData(false, 1_001, 0, true)]
    [InlineData(false, 400, 600, false)]
    [InlineData(false, 400, 601, true)]
    [InlineData(true, 1, 0, true)]
    public void Refund_IsForTwo_AboveTheLimitInAllItsParts_AndAlwaysOfFormerMoney(
        bool isFormer, long minor, long refunded, bool isForTwo) =>
        Assert.Equal(isForTwo, RefundApproval.IsForTwo(isFormer, minor, refunded, limitMinor: 1_000));
}
