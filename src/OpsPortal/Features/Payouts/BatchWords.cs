using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>What is said of a batch as a whole, with what came of its payouts.</summary>
/// <param name="Count">Its payouts, without those taken out.</param>
/// <param name="Troubled">Of them, those that were stopped, failed, came back or of which nothing is known.</param>
internal sealed record BatchWords(BatchState State, int Count, int Troubled)
{
    public static BatchWords Of(PayoutBatch batch)
    {
        var items = batch.Inside.ToList();
        return new BatchWords(batch.State, items.Count, items.Count(i => IsTroubled(i.State, i.ReleasedAt is not null)));
    }

    private int Paid => Count - Troubled;

    /// <summary>A settled batch is green only where every payout was paid.</summary>
    public Tone Tone => State != BatchState.Settled || Troubled == 0 ? GateTones.Of(State) : Paid == 0 ? Tone.Bad : Tone.Warn;

    public string Short => State != BatchState.Settled || Troubled == 0 ? State.ToString()
        : Paid == 0 ? "Settled, none paid" : $"Settled, {Paid} of {Count} paid";

    /// <summary>What came of a settled batch, as a sentence.</summary>
    public string Ending => Troubled == 0
        ? Count == 1 ? "its payout was paid." : $"all {Count} payouts were paid."
        : $"{(Paid == 0 ? "none" : $"only {Paid}")} of {Count} payouts came to be paid. What was stopped, failed or came back is "
            + "owed again.";

    /// <param name="wasReleased">False of what was taken out before.</param>
    public static bool IsTroubled(PayoutItemState state, bool wasReleased) =>
        state is PayoutItemState.Failed or PayoutItemState.Returned or PayoutItemState.Unknown
            || (state == PayoutItemState.Cancelled && wasReleased);
}
