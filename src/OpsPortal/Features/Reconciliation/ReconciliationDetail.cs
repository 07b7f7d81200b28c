using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>One run: its equation, its breaks, and both sides page by page.</summary>
[UseCase]
internal sealed class ReconciliationDetail(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<ReconciliationRow> Orders = new RowOrders<ReconciliationRow>(
            rows => rows.OrderBy(row => row.Number), sorted => sorted.ThenBy(row => row.Number))
        .By("key", row => row.Key)
        .By("day", row => row.Date)
        .By("ours", row => row.Party == ReconciliationParty.Ours ? row.AmountMinor : (long?)null)
        .By("theirs", row => row.Party == ReconciliationParty.Theirs ? row.AmountMinor : (long?)null);

    /// <param name="Show">Empty: unmatched rows; <c>matched</c>; <c>all</c>.</param>
    internal sealed record Filter(string? Show, ListPlace Place);

    internal sealed record Answer(
        ReconciliationRun Run, string Entity, string? RunBy, string? ReviewedBy, IReadOnlyList<BreakRow> Breaks,
        IReadOnlyList<ReconciliationRow> Rows, int RowCount, int UnmatchedCount, long ExplainedMinor,
        IReadOnlyList<(PersonId Id, string Name)> Workers, bool MayReconcile, bool MayReview);

    public Task<Outcome<Answer>> RunAsync(ReconciliationRunId id, Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeReconciliation, actor, reading => ReadAsync(reading, id, filter), ct);

    /// <summary>Every row of the run, in its order, for the export.</summary>
    public Task<Outcome<(ReconciliationRun Run, IReadOnlyList<ReconciliationRow> Rows)>> AllAsync(
        ReconciliationRunId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<(ReconciliationRun, IReadOnlyList<ReconciliationRow>)>(
            Permission.SeeReconciliation, actor, async reading =>
            {
                if (await FindAsync(reading, id) is not { } run)
                    return SharedRefusals.NotFound("run");
                return (run, await Rows(reading, id).OrderBy(row => row.Number).ToListAsync(reading.Ct));
            }, ct);

    private static Task<ReconciliationRun?> FindAsync(Reading reading, ReconciliationRunId id) =>
        reading.SeenAsync<ReconciliationRun>(one => one.Id == id);

    private static IQueryable<ReconciliationRow> Rows(Reading reading, ReconciliationRunId id) =>
        reading.Db.Set<ReconciliationRow>().Where(row => row.RunId == id);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ReconciliationRunId id, Filter filter)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        if (await FindAsync(reading, id) is not { } run)
            return SharedRefusals.NotFound("run");
        var rows = Rows(reading, id);
        var chosen = filter.Show switch
        {
            "matched" => rows.Where(row => row.MatchNumber != null), "all" => rows, _ =>
                rows.Where(row => row.MatchNumber == null),
        };
        var seen = db.Set<SeenBreak>().Where(one => one.RunId == id);
        var breaks = await db.Set<ReconciliationBreak>()
            .Where(one => one.ClosedByRunId == id || seen.Any(each => each.BreakId == one.Id))
            .OrderBy(one => one.State).ThenBy(one => one.Identity).ToListAsync(ct);
        var people = await db.Set<Person>().Where(person => person.Id == run.RunBy || person.Id == run.ReviewedBy)
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return new Answer(
            run, await db.Set<LegalEntity>().Where(one => one.Id == run.LegalEntityId).Select(one => one.Name).SingleAsync(ct),
            run.RunBy is { } by ? people.GetValueOrDefault(by) : null,
            run.ReviewedBy is { } reviewer ? people.GetValueOrDefault(reviewer) : null,
            await BreakRow.OfAsync(reading, breaks),
            await Orders.PageOf(chosen, filter.Place, PageSize).ToListAsync(ct),
            await chosen.CountAsync(ct), await rows.CountAsync(row => row.MatchNumber == null, ct),
            await seen.Where(one => one.ExplainedAt != null).SumAsync(one => one.EffectMinor, ct),
            await WorkersAsync(reading, run),
            reading.Person.May(Permission.Reconcile), reading.Person.May(Permission.ReviewReconciliation));
    }

    private static async Task<IReadOnlyList<(PersonId Id, string Name)>> WorkersAsync(Reading reading, ReconciliationRun run) =>
        !reading.Person.May(Permission.Reconcile) ? []
            : [.. (await BreakWorkers.Of(reading.Db, run.LegalEntityId).OrderBy(person => person.Name)
                .Select(person => new { person.Id, person.Name }).ToListAsync(reading.Ct))
                .Select(person => (person.Id, person.Name))];
}
