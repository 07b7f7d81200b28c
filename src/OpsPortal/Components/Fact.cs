namespace OpsPortal.Components;

/// <summary>How far a fact holds.</summary>
public enum FactAnswer
{
    No,
    Partly,
    Yes,
}

/// <summary>One of the four facts: how far it holds, in words, and where the proof is.</summary>
public sealed record Fact(FactAnswer Answer, string Words, string? Href = null)
{
    public static Fact Yes(string words, string? href = null) => new(FactAnswer.Yes, words, href);

    public static Fact Partly(string words, string? href = null) => new(FactAnswer.Partly, words, href);

    public static Fact No(string words, string? href = null) => new(FactAnswer.No, words, href);
}
