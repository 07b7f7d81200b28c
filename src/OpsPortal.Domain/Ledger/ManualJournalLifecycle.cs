using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Ledger;

public enum ManualJournalState
{
    /// <summary>Prepared by one person; nothing is posted yet.</summary>
    Prepared,

    /// <summary>Approved by another: the entry stands in the ledger.</summary>
    Posted,
    Refused,
    Withdrawn,
}

public enum ManualJournalAction
{
    Approve,
    Refuse,
    Withdraw,
}

/// <summary>The legal moves of a manual journal. What is not listed is refused.</summary>
public static class ManualJournalLifecycle
{
    public static readonly IReadOnlyDictionary<(ManualJournalState From, ManualJournalAction Action),
        (ManualJournalState To, Permission Needs)> Table =
        new Dictionary<(ManualJournalState, ManualJournalAction), (ManualJournalState, Permission)>
        {
            [(ManualJournalState.Prepared, ManualJournalAction.Approve)] =
                (ManualJournalState.Posted, Permission.ApproveManualJournal),
            [(ManualJournalState.Prepared, ManualJournalAction.Refuse)] =
                (ManualJournalState.Refused, Permission.ApproveManualJournal),
            [(ManualJournalState.Prepared, ManualJournalAction.Withdraw)] =
                (ManualJournalState.Withdrawn, Permission.PrepareManualJournal),
        };
}
