using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights.Books;

/// <summary>The measures of close, receivables and release, each with target, course and the way to its rows.</summary>
[UseCase]
internal sealed class BookFigures(QueryRunner runner, IEnumerable<IBookFigure> figures)
{
    private const int MostRows = 200;

    internal sealed record Line(BookMeasure Measure, BookSeries Series)
    {
        public string Href => $"/insights/books/{Measure.Key}?of={Uri.EscapeDataString(Series.Of)}";
    }

    /// <param name="Count">How many rows there are; the first of them are shown.</param>
    internal sealed record Detail(BookMeasure Measure, IReadOnlyList<string> Parts, BookSeries Shown, int Count);

    public Task<Outcome<IReadOnlyList<Line>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInsights, actor, async reading =>
        {
            var lines = new List<Line>();
            foreach (var measure in BookMeasure.All)
                lines.AddRange((await Of(measure).ReadAsync(reading)).Select(series => new Line(measure, series)));
            return Outcomes.Of<IReadOnlyList<Line>>(lines);
        }, ct);

    /// <param name="of">Which part of the measure; the first one where it is not said.</param>
    public Task<Outcome<Detail>> OneAsync(string key, string? of, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Detail>(Permission.SeeInsights, actor, async reading =>
        {
            if (BookMeasure.All.SingleOrDefault(measure => measure.Key == key) is not { } found)
                return SharedRefusals.NotFound("measure");
            var parts = await Of(found).ReadAsync(reading);
            var shown = parts.FirstOrDefault(part => part.Of == of) ?? (parts.Count > 0 ? parts[0] : null);
            return shown is null ? SharedRefusals.NotFound("measure")
                : new Detail(found, [.. parts.Select(part => part.Of)],
                    shown with { Rows = [.. shown.Rows.Take(MostRows)] }, shown.Rows.Count);
        }, ct);

    private IBookFigure Of(BookMeasure measure) => figures.Single(figure => figure.Measure == measure);
}
