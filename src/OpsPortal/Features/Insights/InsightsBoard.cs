using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights;

/// <summary>Every measure with its target and twelve weeks of trend; the exceptions by type, rail and age.</summary>
[UseCase]
internal sealed class InsightsBoard(QueryRunner runner)
{
    /// <summary>The ages, in days, at which open exceptions are told apart.</summary>
    public static readonly IReadOnlyList<int> Ages = [1, 3, 7];

    internal sealed record Line(Measure Measure, MeasuredShare Now, IReadOnlyList<MeasuredShare> Trend);

    /// <param name="Type">The type of exception.</param>
    /// <param name="OpenByAge">Open ones, up to each of <see cref="Ages"/> and beyond.</param>
    /// <param name="Opened">How many were opened in each week of the trend.</param>
    internal sealed record Trouble(ExceptionType Type, IReadOnlyList<int> OpenByAge, IReadOnlyList<int> Opened);

    internal sealed record OfRail(Rail? Rail, int Open, int Opened);

    internal sealed record Answer(
        IReadOnlyList<LocalDate> Weeks, IReadOnlyList<Line> Lines, Duration? MedianLag, Duration? NinetiethLag,
        IReadOnlyList<Trouble> Troubles, IReadOnlyList<OfRail> Rails);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInsights, actor, ReadAsync, ct);

    private sealed record Case(ExceptionType Type, Instant OpenedAt, bool IsOpen, Rail? Rail);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var weeks = Weeks.Until(reading.Now);
        var receipts = await ReceiptFacts.ReadAsync(reading, Weeks.Start(weeks[0]), Instant.MaxValue);
        var byWeek = receipts.ToLookup(known => Weeks.Of(known.Fact.ReceivedAt), known => known.Fact);
        var facts = receipts.Select(known => known.Fact).ToList();
        var lines = Measures.All
            .Select(measure => new Line(measure, measure.Of(facts), [.. weeks.Select(week => measure.Of(byWeek[week]))]));
        var cases = await CasesAsync(reading, Weeks.Start(weeks[0]));
        return new Answer(weeks, [.. lines], Measures.LagAt(facts, 50), Measures.LagAt(facts, 90),
            Troubles(cases, weeks, reading.Now), Rails(cases));
    }

    private static async Task<List<Case>> CasesAsync(Reading reading, Instant since)
    {
        var entities = reading.Person.LegalEntities;
        return await (
            from found in reading.Db.Set<ExceptionCase>()
            join receipt in reading.Db.Set<Receipt>() on found.ReceiptId equals (ReceiptId?)receipt.Id into receipts
            from receipt in receipts.DefaultIfEmpty()
            where (found.LegalEntityId == null || entities.Contains(found.LegalEntityId.Value))
                && (found.State != ExceptionState.Resolved || found.OpenedAt >= since)
            select new Case(found.Type, found.OpenedAt, found.State != ExceptionState.Resolved,
                receipt == null ? null : (Rail?)receipt.Rail)).ToListAsync(reading.Ct);
    }

    private static List<Trouble> Troubles(List<Case> cases, IReadOnlyList<LocalDate> weeks, Instant now) =>
        [.. cases.GroupBy(found => found.Type).Select(group => new Trouble(
                group.Key,
                [.. Enumerable.Range(0, Ages.Count + 1)
                    .Select(age => group.Count(each => each.IsOpen && AgeOf(each, now) == age))],
                [.. weeks.Select(week => group.Count(each => Weeks.Of(each.OpenedAt) == week))]))
            .OrderByDescending(row => row.OpenByAge.Sum()).ThenBy(row => row.Type)];

    private static int AgeOf(Case found, Instant now) => Ages.Count(days => now - found.OpenedAt >= Duration.FromDays(days));

    private static List<OfRail> Rails(List<Case> cases) =>
        [.. cases.GroupBy(found => found.Rail)
            .Select(group => new OfRail(group.Key, group.Count(each => each.IsOpen), group.Count()))
            .OrderByDescending(row => row.Open).ThenBy(row => row.Rail)];
}
