namespace OpsPortal.Domain.Events;

/// <summary>What a provider's event means, whatever the provider calls it. The order settles ties within one second.</summary>
public enum ProviderEventKind
{
    Unknown,
    PaymentProcessing,
    PaymentFailed,
    PaymentSucceeded,
    FundsAvailable,
    PaymentRefunded,
    PaymentReturned,
    RefundSucceeded,
    RefundFailed,
    FraudWarning,
    DisputeOpened,
    DisputeClosed,
    SweepPaid,
    SweepFailed,
    SweepCancelled,
    PayoutItemAccepted,
    PayoutItemPaid,
    PayoutItemFailed,
    PayoutItemReturned,
}
