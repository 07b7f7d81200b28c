using static OpsPortal.Domain.Access.Permission;

namespace OpsPortal.Domain.Access;

/// <summary>Which role holds which permission: the whole table.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Reading =
    [
        SeeDesk, SeeContracts, SeeParties, SeeEntities, SeeMilestones, SeeInvoices, SeeCash, SeeEvents, SeeLedger, SeePayouts,
        SeeCompliance, SeeExceptions, SeeInsights, SeeReconciliation, SeeClose, SeeErp, Trace,
    ];

    private static readonly Dictionary<Role, HashSet<Permission>> Table = new()
    {
        [Role.Approver] =
        [
            SeeDesk, SeeContracts, SeeMilestones, SeeInvoices, Trace, SubmitMilestone, ApproveMilestone, DisputeMilestone,
            UseSandbox,
        ],
        [Role.Ops] =
        [
            .. Reading, SubmitMilestone, DisputeMilestone, EditPayeeBankDetails, RecordCallBack, ApplyCash, UnapplyCash,
            ImportBankFiles,
            ReplayEvent, DismissEvent,
            WorkExceptions, EditParties, UseSandbox, SeeJobs, RunJob, Reconcile, TickCloseItem,
        ],
        [Role.Finance] =
        [
            .. Reading, CreateContract, AmendContract, EditParties, ReverseMilestone, IssueInvoice, CreditInvoice, VoidInvoice,
            WriteOffDebt, RefundPayment, PrepareManualJournal, ApplyCash, ImportBankFiles, BuildBatch, SubmitBatch, CancelBatch,
            WorkExceptions, SeePolicies, Reconcile, TickCloseItem, PrepareClose, HandOverToErp,
            UseSandbox, RecordCallBack, EditPayeeTaxIds, DismissEvent,
        ],
        [Role.Controller] =
        [
            .. Reading, ApproveWriteOff, ApproveAllocation,
            ReviewReconciliation, ReviewClose, SignClose, ReopenPeriod,
            ApproveManualJournal, ApproveBatch, RejectBatch, CancelBatch, TransmitBatch,
            SettleUnknown, SetOffDebt,
            SeePolicies, EditPolicies, WorkExceptions,
            EditEntities, SeeAudit, SeeJobs, UseSandbox, RecordCallBack,
        ],
        [Role.Compliance] =
        [
            .. Reading, DecideGate, PlaceHold, LiftHold, WorkExceptions, SeePolicies, RevealSecret, EditPayeeTaxIds, UseSandbox,
            TickCloseItem,
        ],
        [Role.Auditor] = [.. Reading, SeeAudit, SeePolicies, SeeJobs, SeePeople, SeeKeys],
        [Role.Admin] = [SeeDesk, SeePeople, EditPeople, SeeKeys, EditKeys, SeeJobs, RunJob, SeeAudit, SeeEvents, UseSandbox,
            SeeEntities, EditEntities],
    };

    /// <summary>The powers of one role.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => Table[role];

    /// <summary>The powers of a person with several roles.</summary>
    public static IReadOnlySet<Permission> Of(IEnumerable<Role> roles) => roles.SelectMany(role => Table[role]).ToHashSet();

    /// <summary>The roles that hold a permission: "who can change this".</summary>
    public static IReadOnlyList<Role> Holding(Permission permission) =>
        [.. Table.Where(row => row.Value.Contains(permission)).Select(row => row.Key)];
}
