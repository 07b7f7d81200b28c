using OpsPortal.Domain.Invoicing;
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
}
