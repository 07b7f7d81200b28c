using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Cash;

public enum DisputeAction
{
    SendEvidence,
    Win,
    Lose,

    /// <summary>Lost because nobody answered in time.</summary>
    Default,

    /// <summary>Won although it counted as lost: nobody had answered here in time, or the provider changed its word.</summary>
    WinAfterAll,
    Refund,
    AcceptRisk,
    Lapse,
    Escalate,
}

/// <summary>Every legal move of a dispute. What the clock or the provider recorded as lost the provider may later call won, and
/// an inquiry may become formal.</summary>
public static class DisputeLifecycle
{
    public static readonly IReadOnlyList<(DisputeState From, DisputeAction Action, DisputeState To, Permission May)> Moves =
    [
        (DisputeState.Open, DisputeAction.SendEvidence, DisputeState.Answered, Permission.WorkExceptions),
        (DisputeState.Open, DisputeAction.Win, DisputeState.Won, Permission.Background),
        (DisputeState.Open, DisputeAction.Lose, DisputeState.Lost, Permission.Background),
        (DisputeState.Open, DisputeAction.Default, DisputeState.Lost, Permission.Background),
        (DisputeState.Open, DisputeAction.Refund, DisputeState.Refunded, Permission.Background),
        (DisputeState.Open, DisputeAction.AcceptRisk, DisputeState.Accepted, Permission.WorkExceptions),
        (DisputeState.Open, DisputeAction.Lapse, DisputeState.Lapsed, Permission.Background),
        (DisputeState.Open, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
        (DisputeState.Answered, DisputeAction.Win, DisputeState.Won, Permission.Background),
        (DisputeState.Answered, DisputeAction.Lose, DisputeState.Lost, Permission.Background),
        (DisputeState.Answered, DisputeAction.Refund, DisputeState.Refunded, Permission.Background),
        (DisputeState.Answered, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
        (DisputeState.Won, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
        (DisputeState.Lost, DisputeAction.WinAfterAll, DisputeState.Won, Permission.Background),
        (DisputeState.Lost, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
        (DisputeState.Refunded, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
        (DisputeState.Accepted, DisputeAction.Refund, DisputeState.Refunded, Permission.Background),
        (DisputeState.Accepted, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
        (DisputeState.Lapsed, DisputeAction.Refund, DisputeState.Refunded, Permission.Background),
        (DisputeState.Lapsed, DisputeAction.Win, DisputeState.Won, Permission.Background),
        (DisputeState.Lapsed, DisputeAction.Lose, DisputeState.Lost, Permission.Background),
        (DisputeState.Lapsed, DisputeAction.Escalate, DisputeState.Open, Permission.Background),
    ];

    public static DisputeState? Next(DisputeState from, DisputeAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (DisputeState?)move.To).SingleOrDefault();
}
