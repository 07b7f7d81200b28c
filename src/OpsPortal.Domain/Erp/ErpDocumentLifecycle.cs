using OpsPortal.Domain.Access;
using static OpsPortal.Domain.Erp.ErpDocumentAction;
using static OpsPortal.Domain.Erp.ErpDocumentState;

namespace OpsPortal.Domain.Erp;

/// <summary>Where a handed-over document stands.</summary>
public enum ErpDocumentState
{
    Sent,
    Accepted,
    AlreadyThere,
    Rejected,
}

/// <summary>What happens to it.</summary>
public enum ErpDocumentAction
{
    Accept,
    FindThere,
    Reject,
    SendAgain,
}

/// <summary>The legal moves of a handed-over document. What the ERP has taken is never sent again.</summary>
public static class ErpDocumentLifecycle
{
    public static readonly IReadOnlyList<(ErpDocumentState From, ErpDocumentAction Action, ErpDocumentState To, Permission May)>
        Moves =
    [
        (Sent, Accept, Accepted, Permission.HandOverToErp),
        (Sent, FindThere, AlreadyThere, Permission.HandOverToErp),
        (Sent, Reject, Rejected, Permission.HandOverToErp),
        (Sent, SendAgain, Sent, Permission.HandOverToErp),
        (Rejected, SendAgain, Sent, Permission.HandOverToErp),
    ];

    public static ErpDocumentState? Next(ErpDocumentState from, ErpDocumentAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (ErpDocumentState?)move.To)
            .SingleOrDefault();
}
