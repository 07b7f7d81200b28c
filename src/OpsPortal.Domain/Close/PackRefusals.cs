using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>The refusals of the close pack.</summary>
public static class PackRefusals
{
    public const string NotMadeCode = "close.pack-not-made";
    public const string BeingMadeCode = "close.pack-being-made";

    public static Refusal NotMade(string path) => new(
        NotMadeCode, "Not there yet: nobody has asked for this pack.", "A pack is made once, when it is asked for.",
        $"Press \"Make the pack\" on {path}.");

    public static Refusal BeingMade(int done, int steps) => new(
        BeingMadeCode, "Not there yet: the pack is being made.",
        steps == 0 ? "It waits for its turn." : $"{done} of {steps} steps are done.", "Ask again in a few seconds.");

    public static Refusal Failed(string why, string path) => new(
        "close.pack-failed", "Not there: making the pack failed.", why, $"Press \"Make the pack\" on {path} again.");

    public static Refusal NotSigned(string period) => new(
        "close.pack-not-signed", $"Refused: {period} is not signed.", "A pack stands for figures that three people signed.",
        "Prepare, review and sign the close first.");
}
