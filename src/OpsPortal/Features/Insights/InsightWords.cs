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

    public static (string Words, Tone Tone) Verdict(Measure measure, MeasuredShare share) => Verdict(measure.IsMet(share));

    public static string Target(BookMeasure measure) =>
        $"{(measure.HigherIsBetter ? "at least" : "at most")} "
            + (measure.Unit == BookUnit.Days ? string.Create(CultureInfo.InvariantCulture, $"{measure.Target:0.#} days")
                : Of(measure.Unit, measure.Target));

    public static (string Words, Tone Tone) Verdict(bool? isMet) => isMet switch
    {
        true => ("On target", Tone.Good),
        false => ("Off target", Tone.Bad),
        null => ("Nothing to measure", Tone.Neutral),
    };

    public static string Of(BookUnit unit, decimal? value) => value is null ? "nothing to measure" : Row(unit, value);

    /// <summary>A figure in its unit; empty where there is none.</summary>
    public static string Row(BookUnit unit, decimal? value) => (unit, value) switch
    {
        (_, null) => "",
        (BookUnit.Days, { } days) => string.Create(CultureInfo.InvariantCulture, $"{days:0.0} days"),
        (BookUnit.Share, { } share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %"),
        (_, { } count) => string.Create(CultureInfo.InvariantCulture, $"{count:0}"),
    };

    public static string Trend(BookMeasure measure, Books.BookSeries series) => series.Trend.Count == 0 ? "no course yet"
        : string.Join(", ", series.Trend.Select((value, at) => $"{series.Labels[at]}: {Of(measure.Unit, value)}"));

    /// <summary>To the hundredth of a day.</summary>
    public static decimal Days(Duration time) => decimal.Round((decimal)time.TotalDays, 2, MidpointRounding.ToEven);

    public static string Age(int age) => age switch
    {
        0 => "Under 1 day",
        _ when age < InsightsBoard.Ages.Count => $"{InsightsBoard.Ages[age - 1]} to {InsightsBoard.Ages[age]} days",
        _ => $"Over {InsightsBoard.Ages[^1]} days",
    };

    public static string WeekOf(LocalDate monday) => $"week of {DayWords.Of(monday)}";
}
