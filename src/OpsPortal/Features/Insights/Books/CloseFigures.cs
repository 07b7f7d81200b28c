using OpsPortal.Access;
using OpsPortal.Domain.Insights;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Insights.Books;

/// <summary>What both measures of the close read: the closed months of each company, oldest first.</summary>
internal static class ClosedMonths
{
    public static async Task<IReadOnlyList<BookSeries>> SeriesAsync(
        Reading reading, Func<ClosePeriods.Row, decimal> value, Func<IReadOnlyList<decimal>, decimal> now)
    {
        var signed = (await ClosePeriods.ReadAsync(reading)).Where(row => row.Latest?.SignedAt is not null);
        return
        [
            .. signed.GroupBy(row => row.Entity.Code).OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows =>
            {
                var months = rows.OrderBy(row => row.Month).ToList();
                var shown = months.TakeLast(Weeks.Shown).ToList();
                return new BookSeries(
                    rows.Key, now([.. months.Select(value)]), [.. shown.Select(NameOf)],
                    [.. shown.Select(row => (decimal?)value(row))],
                    [
                        .. months.AsEnumerable().Reverse().Select(row => new BookRow(
                            $"{rows.Key} {NameOf(row)}", Closes.Path(rows.Key, row.Month), $"Signed by {row.SignedBy}",
                            row.Latest!.SignedAt, value(row))),
                    ]);
            }),
        ];
    }

    private static string NameOf(ClosePeriods.Row row) => $"{row.Month.Year:0000}-{row.Month.Month:00}";
}

/// <summary>How long months took to close.</summary>
[Part]
internal sealed class TimeToCloseFigure : IBookFigure
{
    public BookMeasure Measure => BookMeasure.TimeToClose;

    public Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading) => ClosedMonths.SeriesAsync(
        reading, row => InsightWords.Days(row.TimeToClose!.Value),
        days => InsightWords.Days(BookMeasures.Median(days.Select(day => Duration.FromDays((double)day)))!.Value));
}

/// <summary>What was still open when months were signed.</summary>
[Part]
internal sealed class OpenAtCloseFigure : IBookFigure
{
    public BookMeasure Measure => BookMeasure.OpenAtClose;

    public Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading) =>
        ClosedMonths.SeriesAsync(reading, row => row.Latest!.OpenItems ?? 0, counts => counts[^1]);
}
