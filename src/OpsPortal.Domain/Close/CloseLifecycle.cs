using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Close;

/// <summary>Where one version of a month's close stands.</summary>
public enum CloseState
{
    /// <summary>The month is over or reopened; nobody closes it yet.</summary>
    Open,

    /// <summary>Somebody works through the checklist.</summary>
    Preparing,

    /// <summary>Finance says it is right; another person looks.</summary>
    Prepared,

    /// <summary>A second person agrees; a third signs.</summary>
    Reviewed,

    /// <summary>Signed by the controller: the books of the month are locked.</summary>
    Signed,

    /// <summary>Given up by two controllers; the next version took its place.</summary>
    Reopened,
}

public enum CloseAction
{
    Begin,
    Prepare,
    Review,
    SendBack,
    LoseFigures,
    Sign,
    AskToReopen,
    WithdrawReopening,
    RefuseReopening,
    LapseReopening,
    Reopen,
}

/// <summary>The legal moves of a close, each with the permission of the person who makes it; null is the system.</summary>
public static class CloseLifecycle
{
    public static IReadOnlyList<(CloseState From, CloseAction Action, CloseState To, Permission? By)> Moves { get; } =
    [
        (CloseState.Open, CloseAction.Begin, CloseState.Preparing, Permission.PrepareClose),
        (CloseState.Preparing, CloseAction.Prepare, CloseState.Prepared, Permission.PrepareClose),
        (CloseState.Prepared, CloseAction.Review, CloseState.Reviewed, Permission.ReviewClose),
        (CloseState.Prepared, CloseAction.SendBack, CloseState.Preparing, Permission.ReviewClose),
        (CloseState.Reviewed, CloseAction.SendBack, CloseState.Preparing, Permission.ReviewClose),
        (CloseState.Prepared, CloseAction.LoseFigures, CloseState.Preparing, null),
        (CloseState.Reviewed, CloseAction.LoseFigures, CloseState.Preparing, null),
        (CloseState.Reviewed, CloseAction.Sign, CloseState.Signed, Permission.SignClose),
        (CloseState.Signed, CloseAction.AskToReopen, CloseState.Signed, Permission.ReopenPeriod),
        (CloseState.Signed, CloseAction.WithdrawReopening, CloseState.Signed, Permission.ReopenPeriod),
        (CloseState.Signed, CloseAction.RefuseReopening, CloseState.Signed, Permission.ReopenPeriod),
        (CloseState.Signed, CloseAction.LapseReopening, CloseState.Signed, null),
        (CloseState.Signed, CloseAction.Reopen, CloseState.Reopened, Permission.ReopenPeriod),
    ];

    /// <summary>Where the action leads from this state, or null where it is not legal.</summary>
    public static CloseState? Next(CloseState from, CloseAction action)
    {
        foreach (var move in Moves)
            if (move.From == from && move.Action == action)
                return move.To;
        return null;
    }
}
