using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Insights;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Insights;

/// <summary>The measures of close, receivables and release, each with its definition and the way to its rows.</summary>
[UseCase]
internal sealed class BookFigures(QueryRunner runner)
{
    private const int WeeksOfRelease = 12;

    internal sealed record Line(string Name, string Of, string Definition, string Figure, string Href);

    public Task<Outcome<IReadOnlyList<Line>>> RunAsync(Actor actor, CancellationToken ct) => runner.RunAsync(
        Permission.SeeInsights, actor, async reading => Outcomes.Of<IReadOnlyList<Line>>(
            [.. await ClosesAsync(reading), .. await BreaksAsync(reading), .. await OutstandingAsync(reading),
                .. await ReleasesAsync(reading)]), ct);

    private static async Task<IEnumerable<Line>> ClosesAsync(Reading reading)
    {
        var signed = (await ClosePeriods.ReadAsync(reading)).Where(row => row.TimeToClose is not null).ToList();
        return signed.GroupBy(row => row.Entity.Code).SelectMany(rows => new[]
        {
            new Line("Time to close", rows.Key,
                "From the month's last midnight to the controller's signature; median of all closed months.",
                BookMeasures.Median(rows.Select(row => row.TimeToClose!.Value)) is { } time ? CloseTones.Days(time) : "—",
                "/close"),
            new Line("Open items at close", rows.Key, "Cases that were still open when the latest closed month was signed.",
                Text(rows.First().Latest!.OpenItems ?? 0), Closes.Path(rows.Key, rows.First().Month)),
        });
    }

    private static async Task<IEnumerable<Line>> BreaksAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        var found = await reading.Db.Set<ReconciliationBreak>()
            .Where(one => entities.Contains(one.LegalEntityId) && one.State != BreakState.Closed)
            .Select(one => one.FoundAt).ToListAsync(reading.Ct);
        return Enumerable.Range(0, InsightsBoard.Ages.Count + 1).Select(age => new Line(
            "Breaks by age", InsightWords.Age(age),
                "Reconciliation breaks that no run has closed, by the time since one found them.",
            Text(found.Count(at => InsightsBoard.Ages.Count(days => reading.Now - at >= Duration.FromDays(days)) == age)),
            "/reconciliation"));
    }

    private static async Task<IEnumerable<Line>> OutstandingAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        var since = reading.Now - Duration.FromDays(BookMeasures.DaysBilled);
        var rows = await reading.Db.Set<Invoice>()
            .Where(invoice => entities.Contains(invoice.LegalEntityId) && invoice.IssuedAt != null
                && invoice.State != InvoiceState.Void)
            .GroupBy(invoice => invoice.Currency)
            .Select(group => new
            {
                group.Key,
                Open = group.Sum(invoice => invoice.OpenMinor),
                Billed = group.Sum(invoice => invoice.IssuedAt >= since ? invoice.DueMinor : 0),
            }).ToListAsync(reading.Ct);
        return rows.OrderBy(row => row.Key.Code, StringComparer.Ordinal).Select(row => new Line(
            "Days sales outstanding", row.Key.Code,
            $"Open receivables over what was billed in {BookMeasures.DaysBilled} days, times those days.",
            BookMeasures.DaysSalesOutstanding(row.Open, row.Billed) is { } days
                ? string.Create(CultureInfo.InvariantCulture, $"{days:0.0} days") : "nothing billed",
            "/invoices"));
    }

    private static async Task<IEnumerable<Line>> ReleasesAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        var since = reading.Now - Duration.FromDays(7 * WeeksOfRelease);
        var paid = await (
            from item in reading.Db.Set<PayoutItem>()
            where entities.Contains(item.LegalEntityId) && item.State == PayoutItemState.Paid && item.FinalAt >= since
            from source in item.Sources
            join milestone in reading.Db.Set<Milestone>() on source.MilestoneId equals (MilestoneId?)milestone.Id
            where milestone.ApprovedAt != null
            select new { Item = item.Id, source.MilestoneId, milestone.ApprovedAt,
                item.FinalAt }).Distinct().ToListAsync(reading.Ct);
        var times = paid.ConvertAll(row => row.FinalAt!.Value - row.ApprovedAt!.Value);
        var share = new MeasuredShare(times.Count(time => time <= BookMeasures.ReleaseAimedAt), times.Count);
        return
        [
            new("Release timeliness, median", $"{times.Count} payouts",
                "From the acceptance of the work to its payout being paid, "
                + $"over {WeeksOfRelease} weeks.", BookMeasures.Median(times) is { } time ? CloseTones.Days(time) : "—",
                "/payouts/batches"),
            new("Release timeliness, share", $"{times.Count} payouts",
                $"Accepted work that was paid out within {BookMeasures.ReleaseAimedAt.Days} days, over {WeeksOfRelease} weeks.",
                InsightWords.Of(share), "/payouts/batches"),
        ];
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
