using static OpsPortal.Domain.Access.Permission;

namespace OpsPortal.Domain.Access;

/// <summary>
/// The powers that a stolen password must not give: where an installation asks for a second factor by role, whoever was given a
/// role that holds one of them needs it.
/// </summary>
public static class GuardedPowers
{
    private static readonly Dictionary<Permission, string> Table = new()
    {
        [ApproveBatch] = "lets money go",
        [TransmitBatch] = "sends money",
        [SettleUnknown] = "says whether money went",
        [RefundPayment] = "sends money back",
        [ApproveAllocation] = "decides what a large payment pays",
        [ApproveWriteOff] = "gives up what we are owed",
        [SetOffDebt] = "keeps money back from a payee",
        [ApproveManualJournal] = "posts what no event has posted",
        [PrepareClose] = "signs a month",
        [ReviewClose] = "signs a month",
        [SignClose] = "signs a month",
        [ReopenPeriod] = "opens a month that was signed",
        [EditPayeeBankDetails] = "changes where money goes",
        [RecordCallBack] = "confirms where money goes",
        [RevealSecret] = "sees whole account and tax numbers",
        [DecideGate] = "lets a payee be paid",
        [LiftHold] = "lets a payee be paid again",
        [EditEntities] = "changes our own bank accounts",
        [EditPolicies] = "sets who must approve what",
        [EditPeople] = "gives powers",
        [EditKeys] = "gives programs powers",
    };

    /// <summary>Each power with the reason in business words.</summary>
    public static IReadOnlyDictionary<Permission, string> All => Table;

    /// <summary>Whether one of the roles holds such a power.</summary>
    public static bool AreHeldBy(IEnumerable<Role> roles) => RolePermissions.Of(roles).Overlaps(Table.Keys);
}
