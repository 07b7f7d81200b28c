using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Features.Exceptions;

/// <summary>The queues with their counts and oldest age, and one page of cases, most urgent first.</summary>
[UseCase]
internal sealed class ExceptionList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal sealed record Filter(ExceptionType? Type, bool Mine, bool Resolved, int Page);

    internal sealed record Queue(ExceptionType Type, int Count, Instant Oldest, int Late);

    internal sealed record Row(
        ExceptionId Id, ExceptionType Type, string Summary, long? AmountMinor, Currency? Currency, Instant OpenedAt,
        Instant DueAt,
        ExceptionState State, Role OwnerRole, string? AssignedTo, int Rung);

    internal sealed record Answer(IReadOnlyList<Queue> Queues, IReadOnlyList<Row> Rows, int Total);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var seen = Seen(reading);
        var now = reading.Now;
        var queues = await seen.Where(found => found.State != ExceptionState.Resolved)
            .GroupBy(found => found.Type)
            .Select(group => new { group.Key, Count = group.Count(), Oldest = group.Min(f => f.OpenedAt),
                Late = group.Count(f => f.DueAt <= now) })
            .ToListAsync(reading.Ct);
        var chosen = seen.Where(found => (found.State == ExceptionState.Resolved) == filter.Resolved);
        if (filter.Type is { } type)
            chosen = chosen.Where(found => found.Type == type);
        if (filter.Mine)
            chosen = chosen.Where(found => found.AssignedTo == reading.Person.Id
                || reading.Person.Roles.Contains(found.OwnerRole));
        var total = await chosen.CountAsync(reading.Ct);
        var rows = await (
            from found in chosen
            join person in reading.Db.Set<Person>() on found.AssignedTo equals person.Id into assigned
            from person in assigned.DefaultIfEmpty()
            orderby found.DueAt, found.Id
            select new Row(
                found.Id, found.Type, found.Summary, found.AmountMinor, found.Currency, found.OpenedAt, found.DueAt, found.State,
                found.OwnerRole, person == null ? null : person.Name, found.Rung))
            .Skip((Math.Max(filter.Page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(reading.Ct);
        return new Answer([.. queues.Select(q => new Queue(q.Key, q.Count, q.Oldest, q.Late)).OrderBy(q => q.Oldest)], rows,
            total);
    }

    internal static IQueryable<ExceptionCase> Seen(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        return reading.Db.Set<ExceptionCase>()
            .Where(found => found.LegalEntityId == null || entities.Contains(found.LegalEntityId.Value));
    }
}
