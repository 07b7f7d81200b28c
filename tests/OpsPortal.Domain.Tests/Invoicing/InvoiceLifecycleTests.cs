using OpsPortal.Domain.Invoicing;
using Xunit;

namespace OpsPortal.Domain.Tests.Invoicing;

public sealed class InvoiceLifecycleTests
{
    [Fact]
    [Trait("Requirement", "INV-1")]
    public void Lifecycle_EachPair_StandsOnceAtMost_AndSaysTriggerEvidenceAndUndo()
    {
        foreach (var from in Enum.GetValues<InvoiceState>())
        foreach (var action in Enum.GetValues<InvoiceAction>())
        {
            var rows = InvoiceLifecycle.Moves.Where(move => move.From == from && move.Action == action).ToList();
            Assert.True(rows.Count <= 1, $"{from} {action}");
            Assert.Equal(rows.SingleOrDefault()?.To, InvoiceLifecycle.Next(from, action));
            Assert.All(rows, row => Assert.All(new[] { row.Trigger, row.Evidence, row.Undo }, Assert.NotEmpty));
        }
    }

    [Fact]
    [Trait("Requirement", "INV-1")]
    public void Lifecycle_VoidHasNoWayOut() =>
        Assert.DoesNotContain(InvoiceLifecycle.Moves, move => move.From == InvoiceState.Void);

    [Fact]
    [Trait("Requirement", "INV-10")]
    public void Refund_OnlyUnderWayEnds_AndSuccessMayStillFail()
    {
        var legal = RefundLifecycle.Moves.Select(move => (move.From, move.Action, move.To)).ToHashSet();
        Assert.Equal(
            [
                (RefundState.Waiting, RefundAction.Approve, RefundState.Pending), (RefundState.Waiting, RefundAction.Refuse,
                    RefundState.Cancelled),
                (RefundState.Waiting, RefundAction.Fail, RefundState.Failed), (RefundState.Waiting, RefundAction.Cancel,
                    RefundState.Cancelled),
                (RefundState.Pending, RefundAction.Succeed, RefundState.Succeeded), (RefundState.Pending, RefundAction.Fail,
                    RefundState.Failed),
                (RefundState.Pending, RefundAction.Cancel, RefundState.Cancelled), (RefundState.Succeeded, RefundAction.Fail,
                    RefundState.Failed),
            ],
            legal);
    }
}
