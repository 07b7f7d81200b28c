namespace OpsPortal.Domain.Exceptions;

/// <summary>The queue that a case is worked in. Both sides here but different, and other side not yet due, never share
/// one.</summary>
public enum CaseQueue
{
    Fraud,
    PreDisputes,
    FormalDisputes,
    UnappliedCash,
    Collecting,
    Returns,
    NotYetDue,
    BothSidesDiffer,
    LargePayouts,
    Payouts,
    Compliance,
    PostingsAndEvents,
    Checkpoints,
    ContractsAndErp,
    Other,
}
