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
    Unbill,
}

/// <summary>Every legal move of a stage. The one way back from billed is that its invoice was voided.</summary>
public static class PlanItemLifecycle
{
    public static readonly IReadOnlyList<(PlanItemState From, PlanItemAction Action, PlanItemState To, Permission May)> Moves =
    [
        (PlanItemState.Waiting, PlanItemAction.MakeBillable, PlanItemState.Billable, Permission.ApproveMilestone),
        (PlanItemState.Billable, PlanItemAction.Bill, PlanItemState.Billed, Permission.IssueInvoice),
        (PlanItemState.Billed, PlanItemAction.Unbill, PlanItemState.Billable, Permission.VoidInvoice),
    ];

    public static PlanItemState? Next(PlanItemState from, PlanItemAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (PlanItemState?)move.To).SingleOrDefault();
}
