using System.Collections.Frozen;
using NodaTime;
using OpsPortal.Domain.Access;
using static OpsPortal.Domain.Exceptions.CaseStep;
using static OpsPortal.Domain.Exceptions.ExceptionType;
using static OpsPortal.Domain.Exceptions.ResolvingPosting;

namespace OpsPortal.Domain.Exceptions;

/// <summary>Every exception type with its owner, fallback, SLA, ladder, steps and posting: the whole table.</summary>
public static class ExceptionTypes
{
    private static readonly LadderRung[] Operations =
    [
        new("Operator", null), new("Operations lead", Role.Finance), new("Provider support", Role.Ops),
        new("Controller", Role.Controller),
    ];

    private static readonly LadderRung[] Engineering =
        [new("Operator", null), new("Engineering", Role.Admin), new("Controller", Role.Controller)];

    private static readonly LadderRung[] Gates =
        [new("Compliance", null), new("Compliance lead", Role.Compliance), new("Controller", Role.Controller)];

    private static readonly Duration TwoHours = Duration.FromHours(2);
    private static readonly Duration FourHours = Duration.FromHours(4);
    private static readonly Duration Day = Duration.FromDays(1);
    private static readonly Duration TwoDays = Duration.FromDays(2);

    public static IReadOnlyList<ExceptionTypeRow> All { get; } =
    [
        new(FailedCharge, "Failed charge", Role.Ops, Role.Finance, TwoDays, Operations,
            "Ask the buyer for another way to pay.", NotAsked, [CollectAgain, ReplayEvent, Snooze]),
        new(UnmatchedDeposit, "Unmatched deposit", Role.Ops, Role.Finance, Day, Operations,
            "Find the invoice and apply the cash, or send it back.", EntryDemanded, [ApplyCash, SendBack, ProcessAgain, Snooze]),
        new(RemittanceMismatch, "Remittance mismatch", Role.Ops, Role.Finance, Day, Operations,
            "Compare the remittance with the open invoices.", EntryOrReason, [ApplyCash, SendBack, ProcessAgain, Snooze]),
        new(WrongRecipient, "Wrong recipient", Role.Ops, Role.Controller, FourHours, Operations,
            "Recall the payout and correct the account.", EntryOrReason, [CorrectAccount, PayAgain]),
        new(ReturnOrReversal, "Return or reversal", Role.Ops, Role.Finance, Day, Operations,
            "Tell the buyer and collect again.", EntryDemanded, [CollectAgain, ApplyCash, ReplayEvent, Snooze]),
        new(Dispute, "Dispute", Role.Ops, Role.Controller, Day, Operations,
            "Gather the evidence and answer before the deadline.", EntryOrReason, [AnswerDispute, ChaseApprover, Snooze]),
        new(EarlyFraudWarning, "Early fraud warning", Role.Ops, Role.Controller, TwoHours, Operations,
            "Refund within two hours or accept the risk.", EntryOrReason, [RefundBuyer, AnswerDispute]),
        new(ReturnedPayout, "Returned payout", Role.Ops, Role.Finance, Day, Operations,
            "Correct the payee's account, then pay again.", EntryDemanded, [CorrectAccount, PayAgain, EvaluateGate, Snooze]),
        new(PartialBatchFailure, "Partial batch failure", Role.Finance, Role.Controller, FourHours, Operations,
            "Look at the failed items and build them into a new batch.", EntryDemanded,
            [PayAgain, CorrectAccount, EvaluateGate, Snooze]),
        new(PaidAfterFailure, "Paid after failure", Role.Finance, Role.Controller, FourHours, Operations,
            "Prove with provider and bank that it left, and settle with the payee what it has twice.", EntryOrReason,
            [EvaluateGate, Snooze]),
        new(UnknownOutcome, "Unknown outcome", Role.Controller, Role.Finance, TwoHours, Engineering,
            "Ask the provider; two people settle it with evidence.", EntryDemanded, [SettleUnknown]),
        new(AmlHold, "AML hold", Role.Compliance, Role.Controller, TwoDays, Gates,
            "Decide: release, escalate or cancel.", NotAsked, [DecideHold, RecordGate, EvaluateGate, Snooze]),
        new(ComplianceUnknown, "Compliance unknown", Role.Compliance, Role.Controller, TwoDays, Gates,
            "Obtain the missing evidence and record the gate.", NotAsked, [RecordGate, EvaluateGate, Snooze]),
        new(MissingPosting, "Missing posting", Role.Finance, Role.Controller, Day, Engineering,
            "Find the event that should have posted and replay it.", EntryOrReason,
            [BookLine, ReplayEvent, PostByHand, ProcessAgain, Snooze]),
        new(MissingReference, "Missing reference", Role.Ops, Role.Finance, Day, Engineering,
            "Find the invoice that it pays and apply it, or send it back.", EntryOrReason,
            [ApplyCash, SendBack, ReplayEvent, ProcessAgain, Snooze]),
        new(DuplicateConflict, "Duplicate conflict", Role.Ops, Role.Finance, Day, Engineering,
            "Compare both and keep the true one.", EntryOrReason, [ApplyCash, SendBack, ReplayEvent, Snooze]),
        new(DeadLetter, "Dead letter", Role.Ops, Role.Admin, FourHours, Engineering,
            "Mend the cause and replay the event, or dismiss it.", EntryOrReason, [ReplayEvent, ProcessAgain, Snooze]),
        new(ReconciliationBreak, "Reconciliation break", Role.Finance, Role.Controller, TwoDays, Operations,
            "Explain or correct the difference.", EntryOrReason, [BookLine, PostByHand, ProcessAgain, Snooze]),
        new(MissedCheckpoint, "Missed checkpoint", Role.Finance, Role.Controller, Day, Operations,
            "Do the checkpoint and say why it was late.", NotAsked, [Snooze]),
        new(StaleBalance, "Stale balance", Role.Finance, Role.Controller, TwoDays, Operations,
            "Find the missing release event.", EntryOrReason, [ReplayEvent, PostByHand, Snooze]),
        new(DelayedSettlement, "Delayed settlement", Role.Ops, Role.Finance, Day, Operations,
            "Ask the provider when the funds become available.", EntryOrReason, [ReplayEvent, Snooze]),
        new(FailedRefund, "Failed refund", Role.Ops, Role.Finance, Day, Operations,
            "Refund again by another way.", EntryOrReason, [RefundBuyer, ReplayEvent, Snooze]),
        new(SuccessWithoutInvoice, "Success without invoice", Role.Ops, Role.Finance, Day, Operations,
            "Find what the buyer paid for, or send it back.", EntryOrReason, [ApplyCash, SendBack, ProcessAgain, Snooze]),
        new(OverdueMilestone, "Overdue milestone", Role.Ops, Role.Finance, TwoDays, Operations,
            "Ask the approver, or agree a new date.", NotAsked, [ChaseApprover, CorrectContract, Snooze]),
        new(ErpConflict, "AR/AP conflict", Role.Finance, Role.Controller, Day, Engineering,
            "Find out which side is right before the stage is billed.", NotAsked, [CorrectContract, Snooze]),
        new(ReopenedInvoice, "Reopened invoice", Role.Controller, Role.Finance, TwoDays, Operations,
            "Read the note, settle what is open, close the invoice again.", NotAsked, [CloseInvoice, CollectAgain, Snooze]),
        new(SafeguardingShortfall, "Safeguarding shortfall", Role.Controller, Role.Finance, FourHours, Operations,
            "Move cash into a safeguarded account, or find the entry that is wrong.", EntryOrReason, [PostByHand, Snooze]),
        new(ErpRejection, "ERP rejection", Role.Finance, Role.Controller, TwoDays, Engineering,
            "Mend what the ERP names, then export it again under ERP.", NotAsked, [CorrectContract, Snooze]),
    ];

    private static readonly FrozenDictionary<ExceptionType, ExceptionTypeRow> ByType = All.ToFrozenDictionary(row => row.Type);

    public static ExceptionTypeRow Of(ExceptionType type) => ByType[type];
}
