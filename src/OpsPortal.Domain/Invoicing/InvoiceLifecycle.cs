using OpsPortal.Domain.Access;
using static OpsPortal.Domain.Invoicing.InvoiceAction;
using static OpsPortal.Domain.Invoicing.InvoiceState;

namespace OpsPortal.Domain.Invoicing;

/// <summary>Where an invoice stands. Open means that money is owed; it never means that any came.</summary>
public enum InvoiceState
{
    Draft,
    Open,
    PartiallyPaid,
    Paid,
    Closed,
    Void,
    Uncollectible,
}

public enum InvoiceAction
{
    Issue,
    ApplyPart,
    ApplyRest,
    UnapplyPart,
    UnapplyAll,
    CreditPart,
    CreditRest,
    Void,
    GiveUp,
    Close,
    Reopen,
    ReopenPart,
}

/// <summary>One legal move of an invoice.</summary>
/// <param name="Trigger">What brings it about.</param>
/// <param name="Evidence">What must be at hand.</param>
/// <param name="Undo">The allowed reversal, or why there is none.</param>
/// <param name="May">The permission of the owner role.</param>
public sealed record InvoiceMove(
    InvoiceState From, InvoiceAction Action, InvoiceState To, string Trigger, string Evidence, string Undo, Permission May);

/// <summary>Every legal move of an invoice with trigger, evidence, allowed reversal and owner: the whole table.</summary>
public static class InvoiceLifecycle
{
    public static readonly IReadOnlyList<InvoiceMove> Moves =
    [
        new(Draft, Issue, Open, "A billable stage is invoiced", "Contract version, stage, number", "Void or credit note",
            Permission.IssueInvoice),
        new(Draft, InvoiceAction.Void, InvoiceState.Void, "It is not wanted", "Reason", "None", Permission.VoidInvoice),
        new(Open, ApplyPart, PartiallyPaid, "Cash is applied", "Receipt, match", "Un-apply", Permission.ApplyCash),
        new(Open, ApplyRest, Paid, "Cash covers it", "Receipt, match", "Un-apply", Permission.ApplyCash),
        new(Open, CreditPart, Open, "A credit note", "Reason", "None: issue again", Permission.CreditInvoice),
        new(Open, CreditRest, Paid, "A credit note covers it", "Reason", "None: issue again", Permission.CreditInvoice),
        new(Open, InvoiceAction.Void, InvoiceState.Void, "Issued in error, nothing applied", "Reason", "None: issue again",
            Permission.VoidInvoice),
        new(Open, GiveUp, Uncollectible, "It will not be paid", "Reason, a second person", "Reopen", Permission.ApproveWriteOff),
        new(PartiallyPaid, ApplyPart, PartiallyPaid, "More cash is applied", "Receipt, match", "Un-apply", Permission.ApplyCash),
        new(PartiallyPaid, ApplyRest, Paid, "Cash covers it", "Receipt, match", "Un-apply", Permission.ApplyCash),
        new(PartiallyPaid, UnapplyPart, PartiallyPaid, "A part is un-applied", "Reason", "Apply again", Permission.UnapplyCash),
        new(PartiallyPaid, UnapplyAll, Open, "All cash is un-applied", "Reason", "Apply again", Permission.UnapplyCash),
        new(PartiallyPaid, CreditPart, PartiallyPaid, "A credit note", "Reason", "None: issue again", Permission.CreditInvoice),
        new(PartiallyPaid, CreditRest, Paid, "A credit note covers it", "Reason", "None: issue again", Permission.CreditInvoice),
        new(PartiallyPaid, GiveUp, Uncollectible, "The rest will not be paid", "Reason, a second person", "Reopen",
            Permission.ApproveWriteOff),
        new(Paid, UnapplyPart, PartiallyPaid, "A part is un-applied", "Reason", "Apply again", Permission.UnapplyCash),
        new(Paid, UnapplyAll, Open, "All cash is un-applied", "Reason", "Apply again", Permission.UnapplyCash),
        new(Paid, CreditPart, Paid, "A credit on what is collected", "Reason", "None: issue again", Permission.CreditInvoice),
        new(Paid, InvoiceAction.Close, Closed, "Covered, no open exception", "Closing condition", "Reopen",
            Permission.IssueInvoice),
        new(Closed, Reopen, Paid, "A controlled exception", "Note", "Close", Permission.VoidInvoice),
        new(Uncollectible, Reopen, Open, "It is paid after all", "Note", "Give up", Permission.VoidInvoice),
        new(Uncollectible, ReopenPart, PartiallyPaid, "The rest is paid after all", "Note", "Give up", Permission.VoidInvoice),
    ];

    private static readonly Dictionary<InvoiceAction, Permission> Owners =
        Moves.GroupBy(move => move.Action).ToDictionary(group => group.Key, group => group.First().May);

    /// <summary>The permission that an action takes, whatever the state.</summary>
    public static Permission MayOf(InvoiceAction action) => Owners[action];

    public static InvoiceState? Next(InvoiceState from, InvoiceAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (InvoiceState?)move.To).SingleOrDefault();
}
