using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Exceptions;

public enum ExceptionAction
{
    Assign,
    Resolve,
}

/// <summary>Every legal move of a case. A resolved one stays resolved: trouble that comes back opens a new one.</summary>
public static class ExceptionLifecycle
{
    public static readonly IReadOnlyList<(ExceptionState From, ExceptionAction Action, ExceptionState To, Permission May)> Moves =
    [
        (ExceptionState.Open, ExceptionAction.Assign, ExceptionState.Assigned, Permission.WorkExceptions),
        (ExceptionState.Assigned, ExceptionAction.Assign, ExceptionState.Assigned, Permission.WorkExceptions),
        (ExceptionState.Open, ExceptionAction.Resolve, ExceptionState.Resolved, Permission.WorkExceptions),
        (ExceptionState.Assigned, ExceptionAction.Resolve, ExceptionState.Resolved, Permission.WorkExceptions),
    ];

    public static ExceptionState? Next(ExceptionState from, ExceptionAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (ExceptionState?)move.To)
            .SingleOrDefault();
}
