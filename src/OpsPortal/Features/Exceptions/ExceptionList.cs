using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>What part of the cases a list shows.</summary>
internal enum CaseView
{
    Open,
    Asleep,
    Resolved,
}

/// <summary>The queues with their counts and oldest age, and one page of cases, most urgent first.</summary>
[UseCase]
internal sealed class ExceptionList(QueryRunner runner, RecentReads recent)
{
    public const int PageSize = 50;

    /// <summary>Urgent ones first, then by the clock that runs out first: our own or that of the outside world.</summary>
    internal static readonly RowOrders<ExceptionCase> Orders = new RowOrders<ExceptionCase>(
            cases => cases.OrderByDescending(f => f.IsUrgent).ThenBy(f => f.NextDueAt),
            sorted => sorted.ThenBy(f => f.Id))
        .By("opened", f => f.OpenedAt)
        .By("due", f => f.DueAt)
        .By("outside", f => f.OutsideDueAt)
        .By("amount", f => f.AmountMinor);

    internal sealed record Filter(
        CaseQueue? Queue, ExceptionType? Type, CaseView View, bool Mine, bool Urgent, ListPlace Place)
    {
        /// <summary>The filter that stands in an address, by the names of its query.</summary>
        public static Filter Of(Func<string, string?> query) => new(
            Enum.TryParse<CaseQueue>(query("queue"), out var queue) ? queue : null,
            Enum.TryParse<ExceptionType>(query("type"), out var type) ? type : null,
            Enum.TryParse<CaseView>(query("view"), out var view) ? view : CaseView.Open,
            query("mine") == "true", query("urgent") == "true", ListPlace.Of(query("sort"), query("page")));
    }

    internal sealed record Queue(CaseQueue Name, int Count, Instant Oldest, int Late);

    internal sealed record Row(
        ExceptionId Id, ExceptionType Type, string Summary, long? AmountMinor, Currency? Currency, Instant OpenedAt,
        Instant DueAt, Instant? OutsideDueAt, string? OutsideDeadline, string? Urgency, Instant? SnoozedUntil,
        ExceptionState State, Role OwnerRole, string? AssignedTo, int Rung);

    internal sealed record Answer(IReadOnlyList<Queue> Queues, IReadOnlyList<Row> Rows, int Total)
    {
        /// <summary>Who could answer for cases, where the reader may hand them out.</summary>
        public required IReadOnlyList<(PersonId Id, string Name)> Workers { get; init; }

        public required IReadOnlyDictionary<ExceptionType, ExceptionTypeRow> Types { get; init; }

        /// <summary>With whom a late case is now, by the ladder in force.</summary>
        public LadderRung LadderOf(Row row) => Types[row.Type].LateWith(row.Rung);
    }

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, reading => ReadAsync(reading, filter), ct);

    private async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var scope = string.Join(',', reading.Person.LegalEntities.Select(entity => entity.Value).Order());
        var queues = await recent.OfAsync(("case queues", filter.View, scope), () => QueuesAsync(reading, filter.View));
        var chosen = Chosen(reading, filter);
        var total = filter is { Type: null, Urgent: false, Mine: false }
            ? queues.Where(queue => filter.Queue is null || queue.Name == filter.Queue).Sum(queue => queue.Count)
            : await chosen.CountAsync(reading.Ct);
        var rows = await Rows(reading, Orders.PageOf(chosen, filter.Place, PageSize)).ToListAsync(reading.Ct);
        return new Answer(queues, rows, total)
        {
            Types = await recent.OfAsync("exception types", () => TypesInForce.AllAsync(reading.Db, reading.Ct)),
            Workers = reading.Person.May(Permission.WorkExceptions)
                ? await recent.OfAsync("case workers", () => WorkersAsync(reading)) : [],
        };
    }

    private static async Task<IReadOnlyList<Queue>> QueuesAsync(Reading reading, CaseView view) =>
        [.. (await InView(Seen(reading), view, reading.Now).GroupBy(found => found.Queue)
            .Select(group => new { group.Key, Count = group.Count(), Oldest = group.Min(found => found.OpenedAt),
                Late = group.Count(found => found.DueAt <= reading.Now) }).ToListAsync(reading.Ct))
            .GroupBy(found => found.Key ?? CaseQueue.Other)
            .Select(group => new Queue(
                group.Key, group.Sum(found => found.Count), group.Min(found => found.Oldest), group.Sum(found => found.Late)))
            .OrderBy(queue => queue.Name)];

    private static async Task<IReadOnlyList<(PersonId Id, string Name)>> WorkersAsync(Reading reading) =>
        [.. (await CaseWorkers.Of(reading.Db, null).OrderBy(person => person.Name)
            .Select(person => new { person.Id, person.Name }).ToListAsync(reading.Ct))
            .Select(person => (person.Id, person.Name))];

    /// <summary>The cases of a filter that the person may see.</summary>
    internal static IQueryable<ExceptionCase> Chosen(Reading reading, Filter filter)
    {
        var chosen = InView(Seen(reading), filter.View, reading.Now);
        if (filter.Queue is { } queue)
            chosen = chosen.Where(found => found.Queue == queue || (queue == CaseQueue.Other && found.Queue == null));
        if (filter.Type is { } type)
            chosen = chosen.Where(found => found.Type == type);
        if (filter.Urgent)
            chosen = chosen.Where(found => found.IsUrgent);
        if (filter.Mine)
            chosen = chosen.Where(found => found.AssignedTo == reading.Person.Id
                || (found.AssignedTo == null && reading.Person.Roles.Contains(found.OwnerRole)));
        return chosen;
    }

    internal static IQueryable<Row> Rows(Reading reading, IQueryable<ExceptionCase> sorted) =>
        from found in sorted
        join person in reading.Db.Set<Person>() on found.AssignedTo equals person.Id into assigned
        from person in assigned.DefaultIfEmpty()
        select new Row(
            found.Id, found.Type, found.Summary, found.AmountMinor, found.Currency, found.OpenedAt, found.DueAt,
            found.OutsideDueAt, found.OutsideDeadline, found.Urgency, found.SnoozedUntil, found.State, found.OwnerRole,
            person == null ? null : person.Name, found.Rung);

    internal static IQueryable<ExceptionCase> Seen(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        return reading.Db.Set<ExceptionCase>()
            .Where(found => found.LegalEntityId == null || entities.Contains(found.LegalEntityId.Value));
    }

    /// <summary>Open ones are awake: what is put aside is found under its own view until it comes back.</summary>
    internal static IQueryable<ExceptionCase> InView(IQueryable<ExceptionCase> cases, CaseView view, Instant now) => view switch
    {
        CaseView.Resolved => cases.Where(found => found.ResolvedAt != null),
        CaseView.Asleep => cases.Where(found => found.ResolvedAt == null && found.SnoozedUntil > now),
        _ => cases.Where(found => found.ResolvedAt == null
            && (found.SnoozedUntil == null || found.SnoozedUntil <= now)),
    };
}
