using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Cash;

public enum DisputeAction
{
    Win,
    Lose,
}

/// <summary>Every legal move of a dispute: the provider decides it once, for ever.</summary>
public static class DisputeLifecycle
{
    public static readonly IReadOnlyList<(DisputeState From, DisputeAction Action, DisputeState To, Permission May)> Moves =
    [
        (DisputeState.Open, DisputeAction.Win, DisputeState.Won, Permission.Background),
        (DisputeState.Open, DisputeAction.Lose, DisputeState.Lost, Permission.Background),
    ];

    public static DisputeState? Next(DisputeState from, DisputeAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (DisputeState?)move.To).SingleOrDefault();
}
