using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Questions with their answers in a row: yes, partly or no, in words, with the place of the proof.</summary>
public sealed partial class AnswerStrip
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<(string Question, Fact Fact)> Answers { get; set; } = [];

    private static string Shape(FactAnswer answer) => answer switch
    {
        FactAnswer.Yes => "✓",
        FactAnswer.Partly => "◐",
        _ => "○",
    };
}
