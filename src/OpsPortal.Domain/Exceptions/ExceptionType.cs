namespace OpsPortal.Domain.Exceptions;

/// <summary>What kind of trouble a case is: it decides owner, clock and way out.</summary>
public enum ExceptionType
{
    FailedCharge,
    UnmatchedDeposit,
    RemittanceMismatch,
    WrongRecipient,
    ReturnOrReversal,
    Dispute,
    EarlyFraudWarning,
    ReturnedPayout,
    PartialBatchFailure,
    PaidAfterFailure,
    UnknownOutcome,
    AmlHold,
    ComplianceUnknown,
    MissingPosting,
    MissingReference,
    DuplicateConflict,
    DeadLetter,
    ReconciliationBreak,
    MissedCheckpoint,
    StaleBalance,
    DelayedSettlement,
    FailedRefund,
    SuccessWithoutInvoice,
    OverdueMilestone,
    ErpRejection,
    ErpConflict,
    ReopenedInvoice,
    SafeguardingShortfall,
}
