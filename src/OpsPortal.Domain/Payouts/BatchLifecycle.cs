using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// A batch is made, submitted, approved by several people, released by another step, sent, and settled when every item is final.
/// A rejected, changed or expired batch is a draft again, with the reason.
/// </summary>
public enum BatchState
{
    Draft,
    Submitted,
    Approved,

    /// <summary>The ledger has released the money; nothing has been sent yet.</summary>
    Released,
    Transmitting,

    /// <summary>Every item has been handed over; what became of each is told by events.</summary>
    Sent,
    Settled,
    Cancelled,
}

public enum BatchAction
{
    Edit,
    Submit,
    Approve,
    Complete,
    Reject,
    Expire,
    Cancel,
    Transmit,
    BeginSending,
    HandOver,
    Settle,
}

/// <summary>The table of legal moves of a batch, each with the permission of the person who makes it; null is the
/// system.</summary>
public static class BatchLifecycle
{
    public static IReadOnlyList<(BatchState From, BatchAction Action, BatchState To, Permission? By)> Moves { get; } =
    [
        (BatchState.Draft, BatchAction.Edit, BatchState.Draft, Permission.BuildBatch),
        (BatchState.Submitted, BatchAction.Edit, BatchState.Draft, Permission.BuildBatch),
        (BatchState.Approved, BatchAction.Edit, BatchState.Draft, Permission.BuildBatch),
        (BatchState.Draft, BatchAction.Submit, BatchState.Submitted, Permission.SubmitBatch),
        (BatchState.Submitted, BatchAction.Approve, BatchState.Submitted, Permission.ApproveBatch),
        (BatchState.Submitted, BatchAction.Complete, BatchState.Approved, null),
        (BatchState.Submitted, BatchAction.Reject, BatchState.Draft, Permission.RejectBatch),
        (BatchState.Approved, BatchAction.Reject, BatchState.Draft, Permission.RejectBatch),
        (BatchState.Submitted, BatchAction.Expire, BatchState.Draft, null),
        (BatchState.Approved, BatchAction.Expire, BatchState.Draft, null),
        (BatchState.Draft, BatchAction.Cancel, BatchState.Cancelled, Permission.CancelBatch),
        (BatchState.Submitted, BatchAction.Cancel, BatchState.Cancelled, Permission.CancelBatch),
        (BatchState.Approved, BatchAction.Cancel, BatchState.Cancelled, Permission.CancelBatch),
        (BatchState.Approved, BatchAction.Transmit, BatchState.Released, Permission.TransmitBatch),
        (BatchState.Released, BatchAction.BeginSending, BatchState.Transmitting, null),
        (BatchState.Released, BatchAction.Settle, BatchState.Settled, null),
        (BatchState.Transmitting, BatchAction.HandOver, BatchState.Sent, null),
        (BatchState.Transmitting, BatchAction.Settle, BatchState.Settled, null),
        (BatchState.Sent, BatchAction.Settle, BatchState.Settled, null),
    ];

    /// <summary>Where the action leads from this state, or null where it is not legal.</summary>
    public static BatchState? Next(BatchState from, BatchAction action)
    {
        foreach (var move in Moves)
            if (move.From == from && move.Action == action)
                return move.To;
        return null;
    }

    /// <summary>True while the batch holds its items against other builders and can still change.</summary>
    public static bool IsBeforeRelease(BatchState state) =>
        state is BatchState.Draft or BatchState.Submitted or BatchState.Approved;
}
