using static OpsPortal.Domain.Exceptions.ExceptionType;

namespace OpsPortal.Domain.Exceptions;

/// <summary>One thing that must hold of a case, with its words.</summary>
public sealed record Selector(string Words, Func<ExceptionCase, bool> Holds);

/// <summary>One row: a case goes to the queue when every selector holds.</summary>
/// <param name="Name">Kept on the case for good, so that it can be seen why it came there.</param>
public sealed record RoutingRule(string Name, CaseQueue Queue, IReadOnlyList<Selector> All)
{
    public bool Holds(ExceptionCase found) => All.All(selector => selector.Holds(found));
}

/// <summary>Which queue a case goes to: the first row of which all selectors hold.</summary>
public static class RoutingRules
{
    private static readonly Selector NotYetDue = new("the reason says that the other side is not yet due",
        found => found.ReasonCode.EndsWith("not-yet-due", StringComparison.Ordinal));

    private static readonly Selector PreDispute = new("the reason says pre-dispute",
        found => found.ReasonCode.Contains("pre-dispute", StringComparison.Ordinal));

    private static readonly Selector Payment = new("it is about a payment, not a milestone", found => found.MilestoneId is null);

    private static readonly Selector Large = new("its amount is large", UrgencySignals.IsLarge);

    public static IReadOnlyList<RoutingRule> All { get; } =
    [
        new("Fraud warnings", CaseQueue.Fraud, [Of(EarlyFraudWarning)]),
        new("Pre-disputes", CaseQueue.PreDisputes, [Of(Dispute), PreDispute]),
        new("Formal disputes of payments", CaseQueue.FormalDisputes, [Of(Dispute), Payment]),
        new("Disputed milestones", CaseQueue.ContractsAndErp, [Of(Dispute)]),
        new("Money without an owner", CaseQueue.UnappliedCash,
            [Of(UnmatchedDeposit, SuccessWithoutInvoice, MissingReference)]),
        new("Payments that failed", CaseQueue.Collecting, [Of(FailedCharge, FailedRefund)]),
        new("Payments that came back", CaseQueue.Returns, [Of(ReturnOrReversal)]),
        new("Other side not yet due", CaseQueue.NotYetDue,
            [Of(ReconciliationBreak, DelayedSettlement, StaleBalance, RemittanceMismatch), NotYetDue]),
        new("Both sides here but different", CaseQueue.BothSidesDiffer,
            [Of(RemittanceMismatch, ReconciliationBreak, DuplicateConflict)]),
        new("Late release or settlement", CaseQueue.PostingsAndEvents, [Of(DelayedSettlement, StaleBalance)]),
        new("Large payouts in trouble", CaseQueue.LargePayouts,
            [Of(WrongRecipient, ReturnedPayout, PartialBatchFailure, PaidAfterFailure, UnknownOutcome), Large]),
        new("Payouts in trouble", CaseQueue.Payouts,
            [Of(WrongRecipient, ReturnedPayout, PartialBatchFailure, PaidAfterFailure, UnknownOutcome)]),
        new("Gates", CaseQueue.Compliance, [Of(AmlHold, ComplianceUnknown)]),
        new("Events and postings", CaseQueue.PostingsAndEvents, [Of(MissingPosting, DeadLetter)]),
        new("Missed checkpoints", CaseQueue.Checkpoints, [Of(MissedCheckpoint)]),
        new("Contracts and ERP", CaseQueue.ContractsAndErp,
            [Of(OverdueMilestone, ErpConflict, ErpRejection, ReopenedInvoice)]),
        new("Everything else", CaseQueue.Other, []),
    ];

    public static RoutingRule For(ExceptionCase found) => All.First(rule => rule.Holds(found));

    private static Selector Of(params ExceptionType[] types) =>
        new($"it is one of: {string.Join(", ", types.Select(type => ExceptionTypes.Of(type).Words.ToLowerInvariant()))}",
            found => types.Contains(found.Type));
}
