namespace OpsPortal.Domain.Exceptions;

/// <summary>What kind of trouble an incident is: it decides its playbook.</summary>
public enum IncidentKind
{
    DuplicateCharge,
    LateEvents,
    UnmatchedCash,
    Other,
}

/// <summary>How an incident is put right. Entries are never changed: both ways post new ones.</summary>
public enum RecoveryMethod
{
    Replay,
    Rollback,
    NoneNeeded,
}

/// <summary>One row of the table of playbooks.</summary>
/// <param name="Words">The kind's name on screen.</param>
/// <param name="When">How to recognise it.</param>
/// <param name="Steps">What is done, in this order.</param>
/// <param name="Usual">The way in which it is usually put right.</param>
public sealed record IncidentPlaybook(
    IncidentKind Kind, string Words, string When, IReadOnlyList<string> Steps, RecoveryMethod Usual);

/// <summary>What is done about each kind of incident: the whole table.</summary>
public static class IncidentPlaybooks
{
    public static IReadOnlyList<IncidentPlaybook> All { get; } =
    [
        new(IncidentKind.DuplicateCharge, "Duplicate charge", "A buyer was charged twice, or a payee paid twice.",
        [
            "Find every charge with the same invoice and amount, and compare the provider's references.",
            "Stop what has not left: dunning, payouts of the doubled money, a second refund.",
            "Refund or send back what was charged too much, and name its entry in the case.",
            "Tell the buyer or payee what happened and when the money is back.",
        ], RecoveryMethod.Rollback),
        new(IncidentKind.LateEvents, "Late events", "Events came after their month was closed, or out of order.",
        [
            "Read the gap check and ask the provider for what is missing.",
            "Redeliver or replay the events; each posts once, in the open month, with its own effective date.",
            "Compare balances with the provider's balance report and the bank's closing balance.",
            "List the entries that belong to a closed month by their effective date.",
        ], RecoveryMethod.Replay),
        new(IncidentKind.UnmatchedCash, "Unmatched cash", "Money that nobody could place by the close of a month.",
        [
            "Ask the payer or the bank for the reference, and keep the answer with the case.",
            "Apply the cash, send it back, or say why it stays unapplied.",
            "See that the month's unapplied cash ties to 2600.",
        ], RecoveryMethod.NoneNeeded),
        new(IncidentKind.Other, "Other", "Anything else that one case does not hold.",
        [
            "Say what happened, since when, and what it touches.",
            "Stop it from growing.",
            "Put it right and check the balances that it touched.",
        ], RecoveryMethod.Replay),
    ];

    public static IncidentPlaybook Of(IncidentKind kind) => All.Single(row => row.Kind == kind);

    public static string Words(RecoveryMethod method) => method switch
    {
        RecoveryMethod.Replay => "Replay: run the events once more",
        RecoveryMethod.Rollback => "Rollback: reverse by new entries",
        _ => "No money to correct",
    };

    /// <summary>The kind of what survived a close, from the kinds of its cases.</summary>
    public static IncidentKind KindOf(ExceptionType type) => type switch
    {
        ExceptionType.DuplicateConflict => IncidentKind.DuplicateCharge,
        ExceptionType.UnmatchedDeposit or ExceptionType.MissingReference or ExceptionType.RemittanceMismatch
            or ExceptionType.SuccessWithoutInvoice => IncidentKind.UnmatchedCash,
        ExceptionType.DeadLetter or ExceptionType.MissingPosting or ExceptionType.DelayedSettlement
            or ExceptionType.StaleBalance => IncidentKind.LateEvents,
        _ => IncidentKind.Other,
    };
}
