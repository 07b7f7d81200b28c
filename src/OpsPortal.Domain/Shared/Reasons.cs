namespace OpsPortal.Domain.Shared;

/// <summary>Why a person did something: asked for wherever others must understand it later, and kept with the record.</summary>
public static class Reasons
{
    /// <summary>The most characters of a reason: what the columns hold that keep one.</summary>
    public const int Limit = 500;

    /// <summary>What is wrong with the words given as a reason, or null.</summary>
    public static Refusal? WhyNot(string? words) => string.IsNullOrWhiteSpace(words) ? SharedRefusals.ReasonMissing
        : words.Length > Limit ? SharedRefusals.TooLong("reason", Limit)
        : null;
}
