using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Invoicing.Dunning;

/// <summary>Where the dunning of an invoice stands.</summary>
public enum DunningState
{
    Running,
    Paused,
    Stopped,
}

public enum DunningAction
{
    Pause,
    Resume,
    Stop,
    Restart,
}

/// <summary>Every legal move of dunning. What stopped begins a new round when the invoice is overdue again.</summary>
public static class DunningLifecycle
{
    public static readonly IReadOnlyList<(DunningState From, DunningAction Action, DunningState To, Permission May)> Moves =
    [
        (DunningState.Running, DunningAction.Pause, DunningState.Paused, Permission.IssueInvoice),
        (DunningState.Paused, DunningAction.Resume, DunningState.Running, Permission.IssueInvoice),
        (DunningState.Running, DunningAction.Stop, DunningState.Stopped, Permission.Background),
        (DunningState.Paused, DunningAction.Stop, DunningState.Stopped, Permission.Background),
        (DunningState.Stopped, DunningAction.Restart, DunningState.Running, Permission.Background),
    ];

    public static DunningState? Next(DunningState from, DunningAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (DunningState?)move.To).SingleOrDefault();
}
