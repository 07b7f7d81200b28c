using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A small line of values over days or weeks, drawn from zero; a time without a value leaves a gap.</summary>
public sealed partial class TrendLine
{
    private const double Width = 112;
    private const double Height = 20;
    private const double Edge = 4;

    /// <summary>One value for each day or week, oldest first; null where there was nothing.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<decimal?> Values { get; set; } = [];

    /// <summary>The same in words, for those who do not see it, and on hover.</summary>
    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <summary>Marks the last value alone: where there is one for every time, the line says the rest.</summary>
    [Parameter]
    public bool MarksLast { get; set; }

    private IEnumerable<(string X, string Y)> Points
    {
        get
        {
            var least = Math.Min(Values.Min() ?? 0, 0);
            var span = Math.Max((Values.Max() ?? 0) - least, 0.000001m);
            for (var time = 0; time < Values.Count; time++)
            {
                if (Values[time] is { } value)
                    yield return (At(Edge + (Width * time / Math.Max(1, Values.Count - 1))),
                        At(Edge + Height - (Height * (double)((value - least) / span))));
            }
        }
    }

    private IEnumerable<(string X, string Y)> Marks => MarksLast ? Points.TakeLast(1) : Points;

    private string Line => string.Join(' ', Points.Select(point => $"{point.X},{point.Y}"));

    private static string At(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
