using NodaTime;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

public sealed class LifecycleTests
{
    public static TheoryData<BatchState, BatchAction> BatchPairs => new MatrixOf<BatchState, BatchAction>();

    public static TheoryData<PayoutItemState, PayoutItemAction> ItemPairs => new MatrixOf<PayoutItemState, PayoutItemAction>();

    [Theory]
    [MemberData(nameof(BatchPairs))]
    public void Batch_EveryPair_MovesOnlyAsTheTableSays(BatchState from, BatchAction action)
    {
        var rows = BatchLifecycle.Moves.Where(m => m.From == from && m.Action == action).ToList();
        Assert.True(rows.Count <= 1);
        Assert.Equal(rows.Count == 0 ? null : rows[0].To, BatchLifecycle.Next(from, action));
        if (from is BatchState.Settled or BatchState.Cancelled)
            Assert.Empty(rows);
        if (from is BatchState.Released or BatchState.Transmitting or BatchState.Sent)
            Assert.All(rows, row => Assert.Null(row.By));
    }

    [Theory]
    [MemberData(nameof(ItemPairs))]
    [Trait("Requirement", "PAY-6")]
    public void Item_EveryPair_MovesForwardOnlyAsTheTableSays(PayoutItemState from, PayoutItemAction action)
    {
        var item = ItemIn(from);
        var next = PayoutItemLifecycle.Next(from, action);
        var outcome = item.Move(action, new PayoutEventFact(Now));
        if (next is { } to)
            Assert.Equal((true, to), (outcome.Value, item.State));
        else
            Assert.Equal(from, item.State);
        if (from is PayoutItemState.Failed or PayoutItemState.Cancelled or PayoutItemState.Returned)
            Assert.Equal(PayoutItemLifecycle.IsAfterAll(from, action) ? PayoutItemState.Paid : null, next);
    }

    [Fact]
    public void Item_ReturnBeforePaid_Waits()
    {
        Assert.Equal("payouts.too-early", ItemIn(PayoutItemState.Processing).Move(PayoutItemAction.Return,
            new PayoutEventFact(Now)).Refusal?.Code);
    }

    [Fact]
    public void Item_PaidAfterFailed_IsPaidWithoutAFailure()
    {
        var item = ItemIn(PayoutItemState.Failed);
        Assert.True(item.Move(PayoutItemAction.Pay, new PayoutEventFact(Now) { FailedAt = Now }).Value);
        Assert.Equal((PayoutItemState.Paid, null), (item.State, item.FailureCode));
    }

    [Fact]
    public void Item_PaidBeforeTheProvidersOwnFailure_StaysFailed()
    {
        var item = ItemIn(PayoutItemState.Failed);
        Assert.False(item.Move(PayoutItemAction.Pay, new PayoutEventFact(Now)
        {
            FailedAt = Now + Duration.FromSeconds(1),
        }).Value);
        Assert.Equal((PayoutItemState.Failed, FailureReasons.NotGiven), (item.State, item.FailureCode));
    }

    [Fact]
    public void Item_PaidThoughCancelledBeforeItsRelease_ContradictsAndIsRefused()
    {
        var item = ItemIn(PayoutItemState.Ready);
        Assert.True(item.Move(PayoutItemAction.Cancel, new PayoutEventFact(Now)).Value);
        Assert.Equal("payouts.item-move", item.Move(PayoutItemAction.Pay, new PayoutEventFact(Now)).Refusal?.Code);
    }

    [Fact]
    public void Item_LateProcessingAfterPaid_ChangesNothing()
    {
        Assert.False(ItemIn(PayoutItemState.Paid).Move(PayoutItemAction.Process, new PayoutEventFact(Now)).Value);
    }

    private static PayoutItem ItemIn(PayoutItemState state)
    {
        var item = Draft().Items[0];
        PayoutItemAction[] way = state switch
        {
            PayoutItemState.Ready => [],
            PayoutItemState.Released => [PayoutItemAction.Release],
            PayoutItemState.Unknown => [PayoutItemAction.Release, PayoutItemAction.LoseAnswer],
            PayoutItemState.Processing => [PayoutItemAction.Release, PayoutItemAction.Process],
            PayoutItemState.Posted => [PayoutItemAction.Release, PayoutItemAction.Post],
            PayoutItemState.Paid => [PayoutItemAction.Release, PayoutItemAction.Pay],
            PayoutItemState.Failed => [PayoutItemAction.Release, PayoutItemAction.Fail],
            PayoutItemState.Returned => [PayoutItemAction.Release, PayoutItemAction.Pay, PayoutItemAction.Return],
            _ => [PayoutItemAction.Release, PayoutItemAction.Cancel],
        };
        foreach (var action in way)
            Assert.True(item.Move(action, new PayoutEventFact(Now)).Value);
        return item;
    }

    private sealed class MatrixOf<TState, TAction> : TheoryData<TState, TAction>
        where TState : struct, Enum
        where TAction : struct, Enum
    {
        public MatrixOf()
        {
            foreach (var state in Enum.GetValues<TState>())
                foreach (var action in Enum.GetValues<TAction>())
                    Add(state, action);
        }
    }
}
