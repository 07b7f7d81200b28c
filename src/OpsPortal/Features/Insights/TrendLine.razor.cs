using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Insights;

/// <summary>A small line of values over weeks; a week without a value leaves a gap in time, not a zero.</summary>
public sealed partial class TrendLine
{
    private const double Width = 112;
    private const double Height = 20;
    private const double Edge = 4;

    /// <summary>One value for each week, oldest first; null where there was nothing.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<decimal?> Values { get; set; } = [];

    /// <summary>The same in words, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    private IEnumerable<(string X, string Y)> Marks
    {
        get
        {
            var most = Math.Max(Values.Max() ?? 0, 0.000001m);
            for (var week = 0; week < Values.Count; week++)
            {
                if (Values[week] is { } value)
                    yield return (At(Edge + (Width * week / Math.Max(1, Values.Count - 1))),
                        At(Edge + Height - (Height * (double)(value / most))));
            }
        }
    }

    private string Points => string.Join(' ', Marks.Select(mark => $"{mark.X},{mark.Y}"));

    private static string At(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
