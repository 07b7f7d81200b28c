using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Ledger.CutOvers;

public enum CutOverState
{
    /// <summary>Files are taken and may be replaced.</summary>
    Draft,

    /// <summary>It ties out and waits for another person.</summary>
    Prepared,

    /// <summary>It is posted; nothing of it can be brought over again.</summary>
    Approved,
}

public enum CutOverAction
{
    Prepare,
    Withdraw,
    SendBack,
    Approve,
}

/// <summary>The legal moves of a cut-over. What is not listed is refused.</summary>
public static class CutOverLifecycle
{
    public static readonly IReadOnlyList<(CutOverState From, CutOverAction Action, CutOverState To, Permission May)> Moves =
    [
        (CutOverState.Draft, CutOverAction.Prepare, CutOverState.Prepared, Permission.PrepareManualJournal),
        (CutOverState.Prepared, CutOverAction.Withdraw, CutOverState.Draft, Permission.PrepareManualJournal),
        (CutOverState.Prepared, CutOverAction.SendBack, CutOverState.Draft, Permission.ApproveManualJournal),
        (CutOverState.Prepared, CutOverAction.Approve, CutOverState.Approved, Permission.ApproveManualJournal),
    ];

    public static CutOverState? Next(CutOverState from, CutOverAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (CutOverState?)move.To).SingleOrDefault();
}
