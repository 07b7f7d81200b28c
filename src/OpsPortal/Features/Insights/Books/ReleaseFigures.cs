using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Insights;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Insights.Books;

/// <summary>Payouts of accepted work that were paid in the weeks of the trend.</summary>
internal static class ReleasedWork
{
    private sealed record Paid(string Reference, BatchId Batch, Instant AcceptedAt, Instant PaidAt)
    {
        public decimal Days => InsightWords.Days(PaidAt - AcceptedAt);
    }

    public static async Task<IReadOnlyList<BookSeries>> SeriesAsync(
        Reading reading, Func<IReadOnlyList<decimal>, decimal?> figure)
    {
        var (entities, now) = (reading.Person.LegalEntities, reading.Now);
        var weeks = Weeks.Until(now);
        var since = Weeks.Start(weeks[0]);
        var rows = await (
            from item in reading.Db.Set<PayoutItem>()
            where entities.Contains(item.LegalEntityId) && item.State == PayoutItemState.Paid && item.FinalAt >= since
            from source in item.Sources
            join milestone in reading.Db.Set<Milestone>() on source.MilestoneId equals (MilestoneId?)milestone.Id
            where milestone.ApprovedAt != null
            select new { item.Reference, item.BatchId, source.MilestoneId, milestone.ApprovedAt, item.FinalAt })
            .Distinct().ToListAsync(reading.Ct);
        var paid = rows.ConvertAll(row => new Paid(row.Reference, row.BatchId, row.ApprovedAt!.Value, row.FinalAt!.Value));
        return
        [
            new BookSeries(
                $"{paid.Count} payouts", figure([.. paid.Select(one => one.Days)]), BookWeeks.Labels(now),
                [.. weeks.Select(week => figure([.. paid.Where(one => Weeks.Of(one.PaidAt) == week).Select(one => one.Days)]))],
                [
                    .. paid.OrderByDescending(one => one.Days).ThenBy(one => one.Reference, StringComparer.Ordinal)
                        .Select(one => new BookRow(one.Reference, $"/payouts/batches/{one.Batch}",
                            $"Accepted {DayWords.Of(one.AcceptedAt.InUtc().Date)}", one.PaidAt, one.Days)),
                ]),
        ];
    }
}

/// <summary>How long accepted work takes to its payout.</summary>
[Part]
internal sealed class ReleaseMedianFigure : IBookFigure
{
    public BookMeasure Measure => BookMeasure.ReleaseMedian;

    public Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading) => ReleasedWork.SeriesAsync(reading, days =>
        BookMeasures.Median(days.Select(day => Duration.FromDays((double)day))) is { } median ? InsightWords.Days(median) : null);
}

/// <summary>How much of it is paid out in time.</summary>
[Part]
internal sealed class ReleaseShareFigure : IBookFigure
{
    public BookMeasure Measure => BookMeasure.ReleaseShare;

    public Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading) => ReleasedWork.SeriesAsync(reading, days =>
        days.Count == 0 ? null : (decimal)days.Count(day => day <= BookMeasures.ReleaseAimedAt.Days) / days.Count);
}
