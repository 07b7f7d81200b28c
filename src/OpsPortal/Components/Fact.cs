namespace OpsPortal.Components;

/// <summary>How far a fact holds.</summary>
public enum FactAnswer
{
    No,
    Partly,
    Yes,
}

/// <summary>One of the facts that must not be mixed: how far it holds, in words, where the proof is, and since when.</summary>
public sealed record Fact(FactAnswer Answer, string Words, string? Href = null, Instant? At = null)
{
    /// <summary>True where a yes is trouble, such as "contested".</summary>
    public bool IsTrouble { get; init; }

    public static Fact Yes(string words, string? href = null, Instant? at = null) => new(FactAnswer.Yes, words, href, at);

    public static Fact Partly(string words, string? href = null, Instant? at = null) => new(FactAnswer.Partly, words, href, at);

    public static Fact No(string words, string? href = null) => new(FactAnswer.No, words, href);
}
