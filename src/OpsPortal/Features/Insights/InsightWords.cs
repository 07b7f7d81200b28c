using System.Globalization;
using OpsPortal.Components;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights;

/// <summary>Measures in words.</summary>
internal static class InsightWords
{
    public static string Of(MeasuredShare share) => share.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %") : "nothing to measure";

    public static string Target(Measure measure) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(measure.HigherIsBetter ? "at least" : "at most")} {measure.Target * 100:0.#} %");

    public static (string Words, Tone Tone) Verdict(Measure measure, MeasuredShare share) => measure.IsMet(share) switch
    {
        true => ("On target", Tone.Good),
        false => ("Off target", Tone.Bad),
        null => ("Nothing to measure", Tone.Neutral),
    };

    public static string Age(int age) => age switch
    {
        0 => "Under 1 day",
        _ when age < InsightsBoard.Ages.Count => $"{InsightsBoard.Ages[age - 1]} to {InsightsBoard.Ages[age]} days",
        _ => $"Over {InsightsBoard.Ages[^1]} days",
    };

    public static string WeekOf(LocalDate monday) => $"week of {WhenWords.Day(monday)}";
}
