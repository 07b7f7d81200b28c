using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Questions with their answers in a row: yes, partly or no, in words, with the place of the proof.</summary>
public sealed partial class AnswerStrip
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<(string Question, Fact Fact)> Answers { get; set; } = [];

    private static string ClassOf(Fact fact) => fact is { IsTrouble: true, Answer: not FactAnswer.No } ? "fact-bad"
        : $"fact-{fact.Answer.ToString().ToLowerInvariant()}";

    private static string Shape(Fact fact) => fact switch
    {
        { IsTrouble: true, Answer: FactAnswer.Yes } => "✕",
        { Answer: FactAnswer.Yes } => "✓",
        { Answer: FactAnswer.Partly } => "◐",
        _ => "○",
    };
}
