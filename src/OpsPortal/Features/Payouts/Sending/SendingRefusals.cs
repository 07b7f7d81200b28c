namespace OpsPortal.Features.Payouts.Sending;

/// <summary>The refusals of settling unknown outcomes.</summary>
internal static class SendingRefusals
{
    public static Refusal NotUnknown =>
        new("payouts.not-unknown", "Not done.", "The outcome of this payout is known.", "Load the page again.");

    public static Refusal StillAsking => new("payouts.still-asking", "Refused: the provider is still being asked.",
        "For 20 hours the provider's memory of the key settles it by itself.", "Wait, or ask the provider's support meanwhile.");

    public static Refusal EvidenceNeeded => new("payouts.settle-evidence", "Refused.",
        "Settling an unknown outcome needs evidence of up to 500 characters.",
            "Name the provider's statement or the bank line.") { Field = "Evidence" };

    public static Refusal SecondPerson => new("payouts.settle-four-eyes", "Refused: you have said so already.",
        "A second person must come to the same result.", "Ask another controller.");
}
