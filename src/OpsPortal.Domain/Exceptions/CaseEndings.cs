using static OpsPortal.Domain.Exceptions.CaseFact;
using static OpsPortal.Domain.Exceptions.ExceptionType;

namespace OpsPortal.Domain.Exceptions;

/// <summary>Something that happened and after which a case needs nobody any more.</summary>
public enum CaseFact
{
    InvoicePaid,
    ReceiptUsed,
    AccountKnown,
    LineBooked,
    StatementCame,
    DisputeOver,
    MilestoneDisputeSettled,
    MilestoneAccepted,
    OutcomeKnown,
    PaidAfterAll,
    HoldLifted,
    EventOver,
    BreakOver,
    CheckpointDone,
    BalanceMoved,
    FundsAvailable,
    CreditRefunded,
    CoverRestored,
    ErpTook,
}

/// <summary>One row: which fact ends a case of a type by itself, and when that is so.</summary>
public sealed record CaseEnding(ExceptionType Type, CaseFact Fact, string When);

/// <summary>How cases end: by a fact that is recorded, or by a person only, with the reason why no fact can do it. A person may
/// resolve a case of any type before.</summary>
public static class CaseEndings
{
    public static IReadOnlyList<CaseEnding> All { get; } =
    [
        new(FailedCharge, InvoicePaid, "the invoice is paid"),
        new(UnmatchedDeposit, ReceiptUsed, "all of the money is used or went back"),
        new(RemittanceMismatch, ReceiptUsed, "all of the money is used or went back"),
        new(MissingReference, ReceiptUsed, "all of the money is used or went back"),
        new(MissingReference, AccountKnown, "the bank account is registered and its lines are taken"),
        new(SuccessWithoutInvoice, ReceiptUsed, "all of the money is used or went back"),
        new(ReturnOrReversal, LineBooked, "the bank's line that was not booked is booked"),
        new(ReturnedPayout, LineBooked, "the bank's line that was not booked is booked"),
        new(MissingPosting, LineBooked, "the line, or the last of its file, is booked"),
        new(ReconciliationBreak, LineBooked, "the bank's line that was not booked is booked"),
        new(ReconciliationBreak, BreakOver, "the break is explained or gone"),
        new(ExceptionType.Dispute, DisputeOver, "the provider decides it, the payment is refunded, or a person takes the risk"),
        new(ExceptionType.Dispute, MilestoneDisputeSettled, "the dispute of the work is settled"),
        new(EarlyFraudWarning, DisputeOver, "the payment is refunded, or a person takes the risk"),
        new(UnknownOutcome, OutcomeKnown, "the payout is known to be paid, failed or never sent"),
        new(PartialBatchFailure, PaidAfterAll, "the payout is paid after all"),
        new(AmlHold, HoldLifted, "the hold is lifted"),
        new(DeadLetter, EventOver, "the event is handled after all, or dismissed"),
        new(MissedCheckpoint, CheckpointDone, "the checkpoint is done"),
        new(MissedCheckpoint, StatementCame, "the bank's statement comes"),
        new(StaleBalance, BalanceMoved, "nothing stands there for too long any more"),
        new(DelayedSettlement, FundsAvailable, "the funds are available, or the payment went back"),
        new(FailedRefund, CreditRefunded, "nothing of the credit note is owed any more"),
        new(OverdueMilestone, CaseFact.MilestoneAccepted, "the work is accepted"),
        new(SafeguardingShortfall, CoverRestored, "safe cash covers what is owed"),
        new(ErpRejection, ErpTook, "the ERP has the document, or all of the file"),
    ];

    /// <summary>Why no fact ends a type by itself.</summary>
    public static IReadOnlyDictionary<ExceptionType, string> ByAPersonOnly { get; } = new Dictionary<ExceptionType, string>
    {
        [WrongRecipient] = "whether the money came back from the wrong hands is judged by a person",
        [PaidAfterFailure] = "whether the provider's second word is true, and who has the money, is judged by a person",
        [ComplianceUnknown] = "what is missing is judged by compliance",
        [DuplicateConflict] = "which of the two is true is judged by a person",
        [ReopenedInvoice] = "a person reads the note before the invoice may be closed again",
        [ErpConflict] = "which side is right is judged by a person",
    };

    /// <summary>The types that a fact ends.</summary>
    public static ExceptionType[] TypesOf(CaseFact fact) =>
        [.. All.Where(row => row.Fact == fact).Select(row => row.Type)];

    public static CaseEnding? Of(ExceptionType type, CaseFact fact) =>
        All.SingleOrDefault(row => row.Type == type && row.Fact == fact);
}
