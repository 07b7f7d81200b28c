using OpsPortal.Domain.Access;
using static OpsPortal.Domain.Milestones.MilestoneAction;
using static OpsPortal.Domain.Milestones.MilestoneState;

namespace OpsPortal.Domain.Milestones;

/// <summary>Where a milestone stands. A rejection is an action: it leads back to pending with its reason.</summary>
public enum MilestoneState
{
    Pending,
    Submitted,
    Approved,
    Disputed,
    Reversed,
}

public enum MilestoneAction
{
    Submit,
    Approve,
    Reject,
    Dispute,
    SettleInFavour,
    Reverse,
}

/// <summary>Every legal move of a milestone, with who may make it.</summary>
public static class MilestoneLifecycle
{
    public static readonly IReadOnlyList<(MilestoneState From, MilestoneAction Action, MilestoneState To, Permission May)> Moves =
    [
        (Pending, Submit, Submitted, Permission.SubmitMilestone),
        (Submitted, Approve, Approved, Permission.ApproveMilestone),
        (Submitted, Reject, Pending, Permission.ApproveMilestone),
        (Submitted, Dispute, Disputed, Permission.DisputeMilestone),
        (Approved, Dispute, Disputed, Permission.DisputeMilestone),
        (Approved, Reverse, Reversed, Permission.ReverseMilestone),
        (Disputed, SettleInFavour, Pending, Permission.ReverseMilestone),
        (Disputed, Reverse, Reversed, Permission.ReverseMilestone),
    ];

    public static MilestoneState? Next(MilestoneState from, MilestoneAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move =>
            (MilestoneState?)move.To).SingleOrDefault();
}
