using NodaTime;
using OpsPortal.Domain.Access;
using static OpsPortal.Domain.Exceptions.ExceptionType;

namespace OpsPortal.Domain.Exceptions;

/// <summary>One row of the table: who owns the type, who stands in, how long it may take, and who hears of it when it is
/// late.</summary>
/// <param name="Type">The kind of trouble.</param>
/// <param name="Words">Its name on screen.</param>
/// <param name="Owner">The role that resolves it.</param>
/// <param name="Fallback">The role that stands in when the owner does not act.</param>
/// <param name="Sla">Time from opening to being late.</param>
/// <param name="Ladder">Who is told, in this order, each time another SLA has passed.</param>
/// <param name="WayOut">What the owner usually does, in one sentence.</param>
public sealed record ExceptionTypeRow(
    ExceptionType Type, string Words, Role Owner, Role Fallback, Duration Sla, IReadOnlyList<string> Ladder, string WayOut);

/// <summary>Every exception type with its owner, fallback, SLA and ladder: the whole table.</summary>
public static class ExceptionTypes
{
    private static readonly string[] Operations = ["Operator", "Operations lead", "Provider support", "Controller"];
    private static readonly string[] Engineering = ["Operator", "Engineering", "Controller"];
    private static readonly string[] Gates = ["Compliance", "Compliance lead", "Controller"];

    private static readonly Duration TwoHours = Duration.FromHours(2);
    private static readonly Duration FourHours = Duration.FromHours(4);
    private static readonly Duration Day = Duration.FromDays(1);
    private static readonly Duration TwoDays = Duration.FromDays(2);

    public static IReadOnlyList<ExceptionTypeRow> All { get; } =
    [
        new(FailedCharge, "Failed charge", Role.Ops, Role.Finance, TwoDays, Operations, "Ask the buyer for another way to pay."),
        new(UnmatchedDeposit, "Unmatched deposit", Role.Ops, Role.Finance, Day, Operations,
            "Find the invoice and apply the cash, or send it back."),
        new(RemittanceMismatch, "Remittance mismatch", Role.Ops, Role.Finance, Day, Operations,
            "Compare the remittance with the open invoices."),
        new(WrongRecipient, "Wrong recipient", Role.Ops, Role.Controller, FourHours, Operations,
            "Recall the payout and correct the account."),
        new(ReturnOrReversal, "Return or reversal", Role.Ops, Role.Finance, Day, Operations, "Tell the buyer and collect again."),
        new(Dispute, "Dispute", Role.Ops, Role.Controller, Day, Operations,
            "Gather the evidence and answer before the deadline."),
        new(EarlyFraudWarning, "Early fraud warning", Role.Ops, Role.Controller, TwoHours, Operations,
            "Refund within two hours or accept the risk."),
        new(ReturnedPayout, "Returned payout", Role.Ops, Role.Finance, Day, Operations,
            "Correct the payee's account, then pay again."),
        new(PartialBatchFailure, "Partial batch failure", Role.Finance, Role.Controller, FourHours, Operations,
            "Look at the failed items and build them into a new batch."),
        new(UnknownOutcome, "Unknown outcome", Role.Controller, Role.Finance, TwoHours, Engineering,
            "Ask the provider; two people settle it with evidence."),
        new(AmlHold, "AML hold", Role.Compliance, Role.Controller, TwoDays, Gates, "Decide: release, escalate or cancel."),
        new(ComplianceUnknown, "Compliance unknown", Role.Compliance, Role.Controller, TwoDays, Gates,
            "Obtain the missing evidence and record the gate."),
        new(MissingPosting, "Missing posting", Role.Finance, Role.Controller, Day, Engineering,
            "Find the event that should have posted and replay it."),
        new(MissingReference, "Missing reference", Role.Ops, Role.Finance, Day, Engineering,
            "Supply the named reference and process again."),
        new(DuplicateConflict, "Duplicate conflict", Role.Ops, Role.Finance, Day, Engineering,
            "Compare both and keep the true one."),
        new(DeadLetter, "Dead letter", Role.Ops, Role.Admin, FourHours, Engineering,
            "Read the reason, mend the cause, replay the event."),
        new(ReconciliationBreak, "Reconciliation break", Role.Finance, Role.Controller, TwoDays, Operations,
            "Explain or correct the difference."),
        new(MissedCheckpoint, "Missed checkpoint", Role.Finance, Role.Controller, Day, Operations,
            "Do the checkpoint and say why it was late."),
        new(StaleBalance, "Stale balance", Role.Finance, Role.Controller, TwoDays, Operations, "Find the missing release event."),
        new(DelayedSettlement, "Delayed settlement", Role.Ops, Role.Finance, Day, Operations,
            "Ask the provider when the funds become available."),
        new(FailedRefund, "Failed refund", Role.Ops, Role.Finance, Day, Operations, "Refund again by another way."),
        new(SuccessWithoutInvoice, "Success without invoice", Role.Ops, Role.Finance, Day, Operations,
            "Find what the buyer paid for, or send it back."),
        new(OverdueMilestone, "Overdue milestone", Role.Ops, Role.Finance, TwoDays, Operations,
            "Ask the approver, or agree a new date."),
        new(ErpConflict, "AR/AP conflict", Role.Finance, Role.Controller, Day, Engineering,
            "Find out which side is right before the stage is billed."),
        new(ReopenedInvoice, "Reopened invoice", Role.Controller, Role.Finance, TwoDays, Operations,
            "Read the note, settle what is open, close the invoice again."),
        new(ErpRejection, "ERP rejection", Role.Finance, Role.Controller, TwoDays, Engineering,
            "Correct the record and export it again."),
    ];

    public static ExceptionTypeRow Of(ExceptionType type) => All.Single(row => row.Type == type);
}
