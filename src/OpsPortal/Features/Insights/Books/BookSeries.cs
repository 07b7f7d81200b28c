using OpsPortal.Access;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights.Books;

/// <summary>One row behind a figure.</summary>
/// <param name="Value">Its part of the figure, in the measure's unit.</param>
public sealed record BookRow(string What, string Href, string About, Instant? At, decimal? Value);

/// <summary>A measure of one company, currency or age: its figure now, its course, and the rows behind it.</summary>
/// <param name="Trend">A value for each of the <paramref name="Labels"/>, oldest first; null where there was nothing.</param>
public sealed record BookSeries(
    string Of, decimal? Now, IReadOnlyList<string> Labels, IReadOnlyList<decimal?> Trend, IReadOnlyList<BookRow> Rows)
{
    /// <summary>False where the measure's target is not meant for this part of it.</summary>
    public bool HasTarget { get; init; } = true;
}

/// <summary>Reads a measure of the books. Found by scanning.</summary>
internal interface IBookFigure
{
    BookMeasure Measure { get; }

    Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading);
}

/// <summary>The instants at which a weekly course is read: the end of each week, and now for the running one.</summary>
internal static class BookWeeks
{
    public static IReadOnlyList<Instant> Ends(Instant now) =>
        [.. Weeks.Until(now).Select(monday => Instant.Min(Weeks.Start(monday.PlusWeeks(1)), now))];

    public static IReadOnlyList<string> Labels(Instant now) => [.. Weeks.Until(now).Select(InsightWords.WeekOf)];
}
