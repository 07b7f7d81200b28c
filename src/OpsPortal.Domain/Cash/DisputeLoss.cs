using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>
/// What a payee bears of a lost dispute: its part of what was collected by the share of it that was disputed. First what was kept
/// back for it, then what is held again meanwhile; what was paid out already the payee owes.
/// </summary>
/// <param name="KeptBackMinor">Taken from the risk reserve.</param>
/// <param name="HeldMinor">Taken from held funds.</param>
/// <param name="OwedMinor">Recoverable from the payee.</param>
public readonly record struct DisputeLoss(long KeptBackMinor, long HeldMinor, long OwedMinor)
{
    /// <param name="dispute">The dispute that is lost.</param>
    /// <param name="collectedMinor">What of the payment is applied, neither lost before nor credited to the buyer.</param>
    /// <param name="payees">What of that each payee was given, what is still kept back and what is held again.</param>
    public static IReadOnlyList<DisputeLoss> Of(
        DisputeCase dispute, long collectedMinor, IReadOnlyList<(long FundedMinor, long KeptBackMinor, long HeldMinor)> payees)
    {
        var parts = dispute.KeptBack(collectedMinor, [.. payees.Select(payee => payee.FundedMinor)]);
        return [.. payees.Select((payee, i) =>
        {
            var kept = Math.Min(parts[i], payee.KeptBackMinor);
            var held = Math.Min(parts[i] - kept, payee.HeldMinor);
            return new DisputeLoss(kept, held, parts[i] - kept - held);
        })];
    }
}
