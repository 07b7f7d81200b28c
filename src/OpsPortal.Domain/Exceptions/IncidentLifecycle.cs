using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

public readonly record struct IncidentId(Guid Value) : IId<IncidentId>
{
    public static IncidentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Where an incident stands.</summary>
public enum IncidentState
{
    Open,

    /// <summary>It is decided how it is put right.</summary>
    Restoring,
    Restored,
    Reviewed,
}

public enum IncidentAction
{
    Choose,
    Restore,
    Reopen,
    Review,
}

/// <summary>Every legal move of an incident. A reviewed one stays as it is: trouble that comes back opens a new one.</summary>
public static class IncidentLifecycle
{
    public static readonly IReadOnlyList<(IncidentState From, IncidentAction Action, IncidentState To, Permission May)> Moves =
    [
        (IncidentState.Open, IncidentAction.Choose, IncidentState.Restoring, Permission.WorkExceptions),
        (IncidentState.Restoring, IncidentAction.Choose, IncidentState.Restoring, Permission.WorkExceptions),
        (IncidentState.Restoring, IncidentAction.Restore, IncidentState.Restored, Permission.WorkExceptions),
        (IncidentState.Restored, IncidentAction.Reopen, IncidentState.Restoring, Permission.WorkExceptions),
        (IncidentState.Restored, IncidentAction.Review, IncidentState.Reviewed, Permission.WorkExceptions),
    ];

    public static IncidentState? Next(IncidentState from, IncidentAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (IncidentState?)move.To)
            .SingleOrDefault();
}
