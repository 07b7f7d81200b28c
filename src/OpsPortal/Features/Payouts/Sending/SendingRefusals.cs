using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>The refusals of sending, and of settling unknown outcomes.</summary>
internal static class SendingRefusals
{
    /// <param name="why">What <see cref="ClockReading.WhyWrong"/> says.</param>
    public static Refusal ClockIsWrong(string why) => new("payouts.clock-wrong", "Nothing was sent.",
        $"Waits go by this machine's time, and {why}.", "Have it set right; sending goes on by itself then.");

    public static Refusal NotUnknown =>
        new("payouts.not-unknown", "Not done.", "The outcome of this payout is known.", "Load the page again.");

    public static Refusal OutcomeKnown(PayoutItemState state) => PayoutItemLifecycle.IsUnderWay(state)
        ? new("payouts.outcome-known", "Not done.",
            "The provider has told meanwhile that the payout is under way; two people settle only what nobody knows.",
            "Wait for how it ends: the provider's event or our bank's line books it.")
        : new("payouts.outcome-known", "Not done.",
            $"It is known meanwhile that the payout is {state.ToString().ToLowerInvariant()}; two people settle only what "
                + "nobody knows.",
            "Load the page again. If it was paid after all, the provider's event or our bank's line books it.");

    public static Refusal StillAsking => new("payouts.still-asking", "Refused: the provider is still being asked.",
        "For 20 hours the provider's memory of the key settles it by itself.", "Wait, or ask the provider's support meanwhile.");

    public static Refusal EvidenceNeeded => new("payouts.settle-evidence", "Refused.",
        "Settling an unknown outcome needs evidence of up to 500 characters.",
            "Name the provider's statement or the bank line.") { Field = "Evidence" };

    public static Refusal SecondPerson => new("payouts.settle-four-eyes", "Refused: you have said so already.",
        "A second person must come to the same result.", "Ask another controller.");
}
