using static OpsPortal.Domain.Access.Permission;

namespace OpsPortal.Domain.Access;

/// <summary>Permissions that must never meet in one person, whatever the roles are called.</summary>
public static class ToxicPairs
{
    /// <summary>Each pair with the reason in business words.</summary>
    public static IReadOnlyList<(Permission One, Permission Other, string Why)> All { get; } =
    [
        (BuildBatch, ApproveBatch, "who makes a batch must not approve one"),
        (BuildBatch, TransmitBatch, "who makes a batch must not send one"),
        (SubmitBatch, ApproveBatch, "who submits a batch must not approve one"),
        (EditPayeeBankDetails, ApproveBatch, "who changes where money goes must not approve that it goes"),
        (EditPayeeBankDetails, TransmitBatch, "who changes where money goes must not send it"),
        (EditPeople, ApproveBatch, "who grants roles must not approve money"),
        (EditPeople, TransmitBatch, "who grants roles must not send money"),
        (EditPeople, BuildBatch, "who grants roles must not make batches"),
        (EditKeys, ApproveBatch, "who makes keys must not approve money"),
        (DecideGate, BuildBatch, "compliance never builds payouts"),
        (DecideGate, ApproveBatch, "compliance never approves payouts"),
        (DecideGate, TransmitBatch, "compliance never sends payouts"),
        (EditPolicies, BuildBatch, "who owns the approval policy must not make batches"),
        (IssueInvoice, ApproveMilestone, "who bills the work must not accept it"),
        (VoidInvoice, ApproveWriteOff, "who asks for a write-off must not decide it"),
        (WriteOffDebt, ApproveWriteOff, "who asks to write a debt off must not decide it"),
        (PrepareManualJournal, ApproveManualJournal, "who prepares a journal must not approve it"),
        (Reconcile, ReviewReconciliation, "who reconciles must not review the result"),
        (TickCloseItem, ReviewClose, "who ticks items of a close must not review it"),
        (TickCloseItem, SignClose, "who ticks items of a close must not sign it"),
        (PrepareClose, ReviewClose, "who prepares a close must not review it"),
        (PrepareClose, SignClose, "who prepares a close must not sign it"),
        (ApplyCash, ApproveBatch, "who matches cash must not approve its release"),
    ];

    /// <summary>The first toxic pair that a set of roles would bring together, or null.</summary>
    public static (Permission One, Permission Other, string Why)? Within(IEnumerable<Role> roles)
    {
        var powers = RolePermissions.Of(roles);
        return All.Where(pair => powers.Contains(pair.One) && powers.Contains(pair.Other))
            .Select(pair => ((Permission, Permission, string)?)pair)
            .FirstOrDefault();
    }
}
