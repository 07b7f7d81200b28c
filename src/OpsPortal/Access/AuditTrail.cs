using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>Makes the audit rows of commands, and knows which refusals are kept too.</summary>
internal static class AuditTrail
{
    private static readonly HashSet<Permission> Sensitive =
    [
        Permission.ApproveBatch, Permission.RejectBatch, Permission.SubmitBatch, Permission.TransmitBatch,
        Permission.SettleUnknown,
        Permission.SetOffDebt, Permission.WriteOffDebt, Permission.ApproveWriteOff,
        Permission.ApproveMilestone, Permission.EditPayeeBankDetails, Permission.EditPayeeTaxIds,
        Permission.RecordCallBack, Permission.DecideGate,
        Permission.LiftHold, Permission.EditPeople, Permission.EditKeys, Permission.EditPolicies, Permission.RevealSecret,
    ];

    public static bool KeepsRefusalsOf(Permission permission) => Sensitive.Contains(permission);

    public static AuditRow Row(
        Work work, string action, string subjectKind, Guid subjectId, string? before, string? after, string? reason) =>
            AuditRow.Of(
        new AuditId(Guid.CreateVersion7()), work.Now, work.Actor.IsSystem ? null : work.Person.Id, work.Person.Name,
        action, subjectKind, subjectId, work.RequestId, before, after, reason);
}
