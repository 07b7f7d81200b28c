using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Insights;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;

namespace OpsPortal.Features.Insights.Books;

/// <summary>Open breaks by age, now and at the end of each week.</summary>
[Part]
internal sealed class BreaksFigure : IBookFigure
{
    private const int OldFromAge = 2;

    public BookMeasure Measure => BookMeasure.OldBreaks;

    public async Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading)
    {
        var (entities, now) = (reading.Person.LegalEntities, reading.Now);
        var since = BookWeeks.Ends(now)[0];
        var found = await reading.Db.Set<ReconciliationBreak>().Where(one => entities.Contains(one.LegalEntityId)
                && (one.State != BreakState.Closed || one.ClosedAt >= since)).ToListAsync(reading.Ct);
        return [.. Enumerable.Range(0, InsightsBoard.Ages.Count + 1).Select(age => Of(age, found, now))];
    }

    private static BookSeries Of(int age, List<ReconciliationBreak> found, Instant now)
    {
        var open = found.Where(one => one.State != BreakState.Closed && AgeOf(one, now) == age).OrderBy(one => one.FoundAt)
            .ThenBy(one => one.Key, StringComparer.Ordinal).ToList();
        return new BookSeries(
            InsightWords.Age(age), open.Count, BookWeeks.Labels(now),
            [
                .. BookWeeks.Ends(now).Select(end => (decimal?)found.Count(one => one.FoundAt <= end
                    && (one.ClosedAt is not { } closed || closed > end) && AgeOf(one, end) == age)),
            ],
            [
                .. open.Select(one => new BookRow(
                    one.Reference, $"/reconciliation/{one.LastRunId}",
                    $"{BreakWords.Of(one.Kind)}, {new Money(one.EffectMinor, one.Currency)}, {one.ScopeName}", one.FoundAt, 1)),
            ])
        {
            HasTarget = age >= OldFromAge,
        };
    }

    private static int AgeOf(ReconciliationBreak one, Instant at) =>
        InsightsBoard.Ages.Count(days => at - one.FoundAt >= Duration.FromDays(days));
}
