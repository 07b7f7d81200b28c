using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights.Books;

/// <summary>What is aimed at, and whether it is met.</summary>
public sealed partial class BookTarget
{
    [Parameter, EditorRequired]
    public BookMeasure Measure { get; set; } = default!;

    [Parameter, EditorRequired]
    public BookSeries Series { get; set; } = default!;

    private (string Words, Tone Tone) Verdict => InsightWords.Verdict(Measure.IsMet(Series.Now));
}
