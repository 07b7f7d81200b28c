using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Compliance;

public enum HoldAction
{
    Lift,
}

/// <summary>Every legal move of a hold. A lifted one stays lifted: what comes anew is a new hold.</summary>
public static class HoldLifecycle
{
    public static readonly IReadOnlyList<(HoldState From, HoldAction Action, HoldState To, Permission May)> Moves =
    [
        (HoldState.Open, HoldAction.Lift, HoldState.Lifted, Permission.LiftHold),
    ];

    public static HoldState? Next(HoldState from, HoldAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (HoldState?)move.To).SingleOrDefault();
}
