using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Payouts;

/// <summary>What became of one payout. Only <see cref="Paid"/> is success; <see cref="Posted"/> is not receipt.</summary>
public enum PayoutItemState
{
    Ready,
    Released,
    Processing,
    Posted,
    Paid,
    Failed,
    Returned,
    Cancelled,

    /// <summary>Sent, perhaps: the answer was lost. The provider is asked before anything is sent again.</summary>
    Unknown,
}

public enum PayoutItemAction
{
    Release,
    Cancel,
    LoseAnswer,
    Process,
    Post,
    Pay,
    Fail,
    Return,
}

/// <summary>The table of legal moves of a payout item. States move forward only; a late event of an earlier state changes
/// nothing. Only that it was paid after all takes a failure back.</summary>
public static class PayoutItemLifecycle
{
    public static IReadOnlyList<(PayoutItemState From, PayoutItemAction Action, PayoutItemState To,
        Permission? By)> Moves { get; } =
    [
        (PayoutItemState.Ready, PayoutItemAction.Release, PayoutItemState.Released, Permission.TransmitBatch),
        (PayoutItemState.Ready, PayoutItemAction.Cancel, PayoutItemState.Cancelled, Permission.CancelBatch),
        (PayoutItemState.Released, PayoutItemAction.Cancel, PayoutItemState.Cancelled, null),
        (PayoutItemState.Released, PayoutItemAction.LoseAnswer, PayoutItemState.Unknown, null),
        (PayoutItemState.Released, PayoutItemAction.Process, PayoutItemState.Processing, null),
        (PayoutItemState.Released, PayoutItemAction.Post, PayoutItemState.Posted, null),
        (PayoutItemState.Released, PayoutItemAction.Pay, PayoutItemState.Paid, null),
        (PayoutItemState.Released, PayoutItemAction.Fail, PayoutItemState.Failed, null),
        (PayoutItemState.Unknown, PayoutItemAction.Cancel, PayoutItemState.Cancelled, null),
        (PayoutItemState.Unknown, PayoutItemAction.Process, PayoutItemState.Processing, null),
        (PayoutItemState.Unknown, PayoutItemAction.Post, PayoutItemState.Posted, null),
        (PayoutItemState.Unknown, PayoutItemAction.Pay, PayoutItemState.Paid, null),
        (PayoutItemState.Unknown, PayoutItemAction.Fail, PayoutItemState.Failed, null),
        (PayoutItemState.Processing, PayoutItemAction.Post, PayoutItemState.Posted, null),
        (PayoutItemState.Processing, PayoutItemAction.Pay, PayoutItemState.Paid, null),
        (PayoutItemState.Processing, PayoutItemAction.Fail, PayoutItemState.Failed, null),
        (PayoutItemState.Posted, PayoutItemAction.Pay, PayoutItemState.Paid, null),
        (PayoutItemState.Posted, PayoutItemAction.Fail, PayoutItemState.Failed, null),
        (PayoutItemState.Paid, PayoutItemAction.Return, PayoutItemState.Returned, null),
        (PayoutItemState.Paid, PayoutItemAction.Fail, PayoutItemState.Returned, null),
        (PayoutItemState.Failed, PayoutItemAction.Pay, PayoutItemState.Paid, null),
        (PayoutItemState.Cancelled, PayoutItemAction.Pay, PayoutItemState.Paid, null),
    ];

    /// <summary>How far along a state is; an event that leads to an equal or earlier one is a repetition or came
    /// late.</summary>
    private static readonly Dictionary<PayoutItemState, int> Order = new()
    {
        [PayoutItemState.Ready] = 0, [PayoutItemState.Released] = 1, [PayoutItemState.Unknown] = 2,
            [PayoutItemState.Processing] = 3,
        [PayoutItemState.Posted] = 4, [PayoutItemState.Paid] = 5, [PayoutItemState.Failed] = 5, [PayoutItemState.Cancelled] = 5,
        [PayoutItemState.Returned] = 6,
    };

    private static readonly Dictionary<PayoutItemAction, PayoutItemState> Leads = new()
    {
        [PayoutItemAction.Release] = PayoutItemState.Released, [PayoutItemAction.Cancel] = PayoutItemState.Cancelled,
        [PayoutItemAction.LoseAnswer] = PayoutItemState.Unknown, [PayoutItemAction.Process] = PayoutItemState.Processing,
        [PayoutItemAction.Post] = PayoutItemState.Posted, [PayoutItemAction.Pay] = PayoutItemState.Paid,
        [PayoutItemAction.Fail] = PayoutItemState.Failed, [PayoutItemAction.Return] = PayoutItemState.Returned,
    };

    public static PayoutItemState? Next(PayoutItemState from, PayoutItemAction action)
    {
        foreach (var move in Moves)
            if (move.From == from && move.Action == action)
                return move.To;
        return null;
    }

    /// <summary>True where the event tells nothing new: the item is there already, or further on the same road; what was stopped
    /// here and failed at the provider has not left either way.</summary>
    public static bool IsPast(PayoutItemState now, PayoutItemAction action)
    {
        var to = Leads[action];
        return now == to || (now, to) == (PayoutItemState.Cancelled, PayoutItemState.Failed)
            || (Order[to] < Order[now] && (IsUnderWay(to) || now == PayoutItemState.Returned));
    }

    /// <summary>True where the event must wait for one that comes before it: money cannot return that was not paid.</summary>
    public static bool IsTooEarly(PayoutItemState now, PayoutItemAction action) =>
        action == PayoutItemAction.Return && IsUnderWay(now);

    /// <summary>True where the payout counted as failed or stopped, and is paid after all: its money was given back
    /// meanwhile.</summary>
    public static bool IsAfterAll(PayoutItemState now, PayoutItemAction action) =>
        action == PayoutItemAction.Pay && now is (PayoutItemState.Failed or PayoutItemState.Cancelled);

    /// <summary>True from its release until it is final.</summary>
    public static bool IsUnderWay(PayoutItemState state) => state is PayoutItemState.Released or PayoutItemState.Unknown
        or PayoutItemState.Processing or PayoutItemState.Posted;

    /// <summary>True where nothing more is awaited, but for the watch window after <see
    /// cref="PayoutItemState.Paid"/>.</summary>
    public static bool IsFinal(PayoutItemState state) =>
        state is PayoutItemState.Paid or PayoutItemState.Failed or PayoutItemState.Returned or PayoutItemState.Cancelled;
}
