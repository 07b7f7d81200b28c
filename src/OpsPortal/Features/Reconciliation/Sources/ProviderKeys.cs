using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>What our books and a provider's report both call one movement of the provider's balance.</summary>
internal static class ProviderKeys
{
    /// <summary>The accounts that together are the balance which the provider keeps for us.</summary>
    public static readonly Account[] Balance =
        [Account.ProviderPending, Account.ProviderAvailable, Account.ProviderReserve];

    private static readonly Dictionary<EventFamily, string> Words = new()
    {
        [EventFamily.PaymentSucceeded] = "payment",
        [EventFamily.ProviderFeeCharged] = "fee",
        [EventFamily.PaymentReturned] = "return",
        [EventFamily.UnappliedCashSentBack] = "return",
        [EventFamily.RefundPaid] = "refund",
        [EventFamily.RefundFailed] = "refund-failed",
        [EventFamily.DisputeOpened] = "dispute",
        [EventFamily.DisputeWon] = "dispute-won",
        [EventFamily.DisputeWonAfterLoss] = "dispute-won",
        [EventFamily.SweepSent] = "sweep",
        [EventFamily.SweepCameBack] = "sweep-back",
        [EventFamily.TopUpArrived] = "top-up",
        [EventFamily.PayoutCashLeft] = "payout",
        [EventFamily.PayoutPaidAtOnce] = "payout",
        [EventFamily.PayoutCashCameBack] = "payout-back",
        [EventFamily.PayoutLeftBank] = "payout-from-bank",
        [EventFamily.PayoutBackAtBank] = "payout-to-bank",
    };

    public static string Of(EventFamily family, string reference) =>
        Words.TryGetValue(family, out var word) ? Of(word, reference) : $"entry:{reference}";

    public static string Of(string word, string reference) => $"{word}:{reference}";

    public static bool IsNamed(EventFamily family) => Words.ContainsKey(family);
}
