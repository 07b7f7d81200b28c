using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights;

/// <summary>The receipts behind one measure, of one week or of the whole trend.</summary>
[UseCase]
internal sealed class MeasureDetail(QueryRunner runner)
{
    internal static readonly RowOrders<ReceiptFacts.Known> Orders = new RowOrders<ReceiptFacts.Known>()
        .By("rail", row => Rails.Of(row.Rail).Name)
        .By("received", row => row.Fact.ReceivedAt)
        .By("applied", row => row.Fact.AppliedAt)
        .By("amount", row => row.Amount.Minor);

    /// <param name="Key">Which measure.</param>
    /// <param name="Week">A Monday; null for the whole trend.</param>
    /// <param name="SpoilingOnly">Only receipts that keep the measure from its target.</param>
    internal sealed record Filter(string Key, LocalDate? Week, bool SpoilingOnly);

    internal sealed record Answer(
        Measure Measure, MeasuredShare Share, IReadOnlyList<LocalDate> Weeks, IReadOnlyList<ReceiptFacts.Known> Rows);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInsights, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        if (Measures.Of(filter.Key) is not { } measure)
            return SharedRefusals.NotFound("measure");
        var weeks = Weeks.Until(reading.Now);
        var from = filter.Week ?? weeks[0];
        var to = filter.Week is { } week ? Weeks.Start(week.PlusWeeks(1)) : Instant.MaxValue;
        var receipts = await ReceiptFacts.ReadAsync(reading, Weeks.Start(from), to);
        var rows = receipts.Where(known => measure.Counts(known.Fact))
            .Where(known => !filter.SpoilingOnly || measure.Spoils(known.Fact)).ToList();
        return new Answer(measure, measure.Of(receipts.Select(known => known.Fact)), weeks, rows);
    }
}
