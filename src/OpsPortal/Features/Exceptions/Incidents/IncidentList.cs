using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Exceptions.Incidents;

/// <summary>Incidents, those that are not restored first; and one of them with its cases.</summary>
[UseCase]
internal sealed class IncidentList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<Incident> Orders = new RowOrders<Incident>(
            incidents => incidents.OrderBy(one => one.RestoredAt != null).ThenByDescending(one => one.OpenedAt),
            sorted => sorted.ThenBy(one => one.Id))
        .By("title", one => one.Title)
        .By("opened", one => one.OpenedAt)
        .By("restored", one => one.RestoredAt);

    internal sealed record Row(
        IncidentId Id, IncidentKind Kind, string Title, IncidentState State, Instant OpenedAt, Instant? RestoredAt, int Cases,
        int OpenCases, string? Entity);

    /// <param name="Named">Cases that somebody wants to make an incident of, with their words.</param>
    internal sealed record Answer(
        IReadOnlyList<Row> Rows, int Count, int Unrestored, bool MayWork, IReadOnlyList<(ExceptionId Id, string Words)> Named);

    internal sealed record One(
        Incident Incident, IReadOnlyList<ExceptionCase> Cases, IReadOnlyDictionary<PersonId, string> People, bool MayWork,
        PersonId Reader, string? Entity);

    public Task<Outcome<Answer>> RunAsync(
        bool openOnly, ListPlace place, IReadOnlyList<ExceptionId> named, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, reading => ReadAsync(reading, openOnly, place, named), ct);

    public Task<Outcome<One>> OneAsync(IncidentId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, reading => OneAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(
        Reading reading, bool openOnly, ListPlace place, IReadOnlyList<ExceptionId> named)
    {
        var seen = Seen(reading);
        var chosen = openOnly ? seen.Where(one => one.RestoredAt == null) : seen;
        var (cases, entities) = (reading.Db.Set<ExceptionCase>(), reading.Db.Set<LegalEntity>());
        var rows = await Orders.PageOf(chosen, place, PageSize)
            .Select(one => new Row(one.Id, one.Kind, one.Title, one.State, one.OpenedAt, one.RestoredAt,
                cases.Count(found => found.IncidentId == one.Id),
                cases.Count(found => found.IncidentId == one.Id && found.State != ExceptionState.Resolved),
                entities.Where(entity => entity.Id == one.LegalEntityId).Select(entity => entity.Code).FirstOrDefault()))
            .ToListAsync(reading.Ct);
        var wanted = named.Count == 0 ? [] : await ExceptionList.Seen(reading).Where(found => named.Contains(found.Id))
            .OrderBy(found => found.OpenedAt).Select(found => new { found.Id, found.Summary }).ToListAsync(reading.Ct);
        return new Answer(
            rows, await chosen.CountAsync(reading.Ct), await seen.CountAsync(one => one.RestoredAt == null, reading.Ct),
            reading.Person.May(Permission.WorkExceptions), [.. wanted.Select(found => (found.Id, found.Summary))]);
    }

    private static async Task<Outcome<One>> OneAsync(Reading reading, IncidentId id)
    {
        var incident = await Seen(reading).Include(one => one.Timeline).SingleOrDefaultAsync(one => one.Id == id, reading.Ct);
        if (incident is null)
            return SharedRefusals.NotFound("incident");
        var cases = await ExceptionList.Seen(reading).Where(found => found.IncidentId == id)
            .OrderBy(found => found.OpenedAt).ThenBy(found => found.Id).ToListAsync(reading.Ct);
        var ids = incident.Timeline.Select(entry => entry.By).OfType<PersonId>().Distinct().ToList();
        var people = await reading.Db.Set<Person>().Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
        return new One(incident, cases, people, reading.Person.May(Permission.WorkExceptions), reading.Person.Id,
            await reading.Db.Set<LegalEntity>().Where(entity => entity.Id == incident.LegalEntityId)
                .Select(entity => entity.Name).SingleOrDefaultAsync(reading.Ct));
    }

    private static IQueryable<Incident> Seen(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        return reading.Db.Set<Incident>()
            .Where(one => one.LegalEntityId == null || entities.Contains(one.LegalEntityId.Value));
    }
}
