using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation;

/// <summary>The room at a glance: each layer as a lane with its last runs, the breaks that are open, the reports that came
/// in.</summary>
[UseCase]
internal sealed class ReconciliationBoard(
    QueryRunner runner, IEnumerable<IReconciliationSource> sources, IEnumerable<IProviderReportReader> readers)
{
    public const int PageSize = 25;
    internal static readonly RowOrders<ReconciliationBreak> Orders = new RowOrders<ReconciliationBreak>(
            breaks => breaks.OrderBy(one => one.DueAt), sorted => sorted.ThenBy(one => one.Id))
        .By("day", one => one.Date)
        .By("due", one => one.DueAt)
        .By("effect", one => one.EffectMinor);

    private const int RunsOfALane = 8;
    private const int ReportsShown = 12;

    /// <param name="Show">Empty: what is open; <c>explained</c>; <c>closed</c>.</param>
    internal sealed record Filter(string? Show, ListPlace Place);

    /// <param name="Runs">The last ones, whatever they compared.</param>
    /// <param name="Newest">By which the lane is judged: the newest of each scope.</param>
    internal sealed record Lane(
        ReconciliationLayer Layer, IReadOnlyList<ReconciliationRun> Runs, IReadOnlyList<ReconciliationRun> Newest, int OpenBreaks,
        int LateBreaks, bool HasSource)
    {
        public bool Alarms => Newest.Any(run => run.Alarms);

        public Instant? LastComparedAt => Newest.Count == 0 ? null : Newest.Max(run => run.RunAt);
    }

    internal sealed record Entity(
        LegalEntityId Id, string Code, string Name, LocalDate Today, IReadOnlyList<(ReconciliationLayer Layer,
            ReconciliationScope Scope)> Scopes);

    internal sealed record Answer(
        IReadOnlyList<Lane> Lanes, IReadOnlyList<BreakRow> Breaks, int BreakCount, IReadOnlyList<ProviderReport> Reports,
        IReadOnlyList<Entity> Entities, IReadOnlyList<(ReportFormat Format, string Name)> Formats,
        IReadOnlyDictionary<LegalEntityId, string> Codes, bool MayReconcile);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeReconciliation, actor, reading => ReadAsync(reading, filter), ct);

    private async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var (db, ct, mine) = (reading.Db, reading.Ct, reading.Person.LegalEntities);
        var lanes = new List<Lane>();
        foreach (var layer in Enum.GetValues<ReconciliationLayer>())
            lanes.Add(await LaneAsync(reading, layer));
        var state = filter.Show switch
        {
            "explained" => BreakState.Explained, "closed" => BreakState.Closed, _ => BreakState.Open,
        };
        var breaks = db.Set<ReconciliationBreak>().Where(one => mine.Contains(one.LegalEntityId) && one.State == state);
        var page = await Orders.PageOf(breaks, filter.Place, PageSize).ToListAsync(ct);
        var reports = await db.Set<ProviderReport>().Where(one => mine.Contains(one.LegalEntityId))
            .OrderByDescending(one => one.TakenAt).ThenBy(one => one.Id).Take(ReportsShown).ToListAsync(ct);
        var entities = await EntitiesAsync(reading);
        return new Answer(
            lanes, await BreakRow.OfAsync(reading, page), await breaks.CountAsync(ct), reports, entities,
            [.. readers.OrderBy(one => one.Format).Select(one => (one.Format, one.Name))],
            entities.ToDictionary(one => one.Id, one => one.Code), reading.Person.May(Permission.Reconcile));
    }

    private async Task<Lane> LaneAsync(Reading reading, ReconciliationLayer layer)
    {
        var mine = reading.Person.LegalEntities;
        var counting = reading.Db.Set<ReconciliationRun>()
            .Where(run => mine.Contains(run.LegalEntityId) && run.Layer == layer && run.IsCurrent);
        var runs = await counting.OrderByDescending(run => run.AsOf).ThenByDescending(run => run.RunAt).Take(RunsOfALane)
            .ToListAsync(reading.Ct);
        var newest = await NewestOfEach(counting).ToListAsync(reading.Ct);
        var open = reading.Db.Set<ReconciliationBreak>()
            .Where(one => mine.Contains(one.LegalEntityId) && one.Layer == layer && one.State == BreakState.Open);
        return new Lane(
            layer, runs, newest, await open.CountAsync(reading.Ct),
            await open.CountAsync(one => one.DueAt < reading.Now, reading.Ct),
            sources.Any(source => source.Layer == layer));
    }

    // The last day that a scope was compared up to speaks for it, and of that day the last run.
    private static IQueryable<ReconciliationRun> NewestOfEach(IQueryable<ReconciliationRun> runs)
    {
        var booked = runs.Where(run => run.DateBasis == DateBasis.BookedOn);
        return booked.Where(run => !booked.Any(other => other.LegalEntityId == run.LegalEntityId && other.Scope == run.Scope
            && other.Currency == run.Currency
            && (other.AsOf > run.AsOf || (other.AsOf == run.AsOf && other.RunAt > run.RunAt))));
    }

    private async Task<List<Entity>> EntitiesAsync(Reading reading)
    {
        var mine = reading.Person.LegalEntities;
        var rows = await reading.Db.Set<LegalEntity>().Where(entity => mine.Contains(entity.Id)).OrderBy(entity => entity.Name)
            .Select(entity => new { entity.Id, entity.Code, entity.Name, entity.Zone }).ToListAsync(reading.Ct);
        var found = new List<Entity>();
        foreach (var row in rows)
        {
            var scopes = new List<(ReconciliationLayer, ReconciliationScope)>();
            foreach (var source in sources.OrderBy(one => one.Layer))
                scopes.AddRange((await source.ScopesAsync(reading.Db, row.Id, reading.Ct)).Select(one => (source.Layer, one)));
            var today = reading.Now.DayIn(row.Zone);
            found.Add(new Entity(row.Id, row.Code, row.Name, today, scopes));
        }

        return found;
    }
}

/// <summary>A break with the name of its owner and of who explained it.</summary>
internal sealed record BreakRow(ReconciliationBreak Break, string? Owner, string? ExplainedBy, int AgeDays, bool IsLate)
{
    public static async Task<IReadOnlyList<BreakRow>> OfAsync(Reading reading, IReadOnlyList<ReconciliationBreak> breaks)
    {
        var ids = breaks.SelectMany(one => new[] { one.OwnerId, one.ExplainedBy }).OfType<PersonId>().Distinct().ToList();
        var names = await reading.Db.Set<Person>().Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
        return
        [
            .. breaks.Select(one => new BreakRow(
                one, one.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null,
                one.ExplainedBy is { } by ? names.GetValueOrDefault(by) : null, one.AgeDays(reading.Now),
                one.IsLate(reading.Now))),
        ];
    }
}
