using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Contracts;

public enum PlanItemState
{
    Waiting,
    Billable,
    Billed,
}

public enum PlanItemAction
{
    MakeBillable,
    Bill,
}

/// <summary>Every legal move of a stage. There is no way back from billed.</summary>
public static class PlanItemLifecycle
{
    public static readonly IReadOnlyList<(PlanItemState From, PlanItemAction Action, PlanItemState To, Permission May)> Moves =
    [
        (PlanItemState.Waiting, PlanItemAction.MakeBillable, PlanItemState.Billable, Permission.ApproveMilestone),
        (PlanItemState.Billable, PlanItemAction.Bill, PlanItemState.Billed, Permission.IssueInvoice),
    ];

    public static PlanItemState? Next(PlanItemState from, PlanItemAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (PlanItemState?)move.To).SingleOrDefault();
}
