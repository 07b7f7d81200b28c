using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>Reads what an actor may do now from the database: a changed role or an ended session counts at the next
/// command.</summary>
internal static class Profiles
{
    private static readonly OncePerModel<Question> PersonAsked = new(AskedOnce);

    private delegate Task<Found?> Question(OpsDbContext db, PersonId person, SessionId? session, CancellationToken ct);

    public static async Task<Outcome<PersonProfile>> ReadAsync(OpsDbContext db, Actor actor, Instant now, CancellationToken ct)
    {
        if (actor.IsSystem)
            return await SystemAsync(db, actor, ct);
        var found = await PersonAsked.For(db)(db, actor.Person, actor.Session, ct);
        if (found is null || (actor.ApiKey is null && !found.IsSignedIn))
            return SharedRefusals.SignedOut;
        var person = found.Person;
        var roles = person.RolesAt(now).ToList();
        return new PersonProfile(
            person.Id, person.Name, roles, RolePermissions.Of(roles), [.. person.Entities.Select(grant => grant.LegalEntityId)]);
    }

    private static Question AskedOnce() => new(EF.CompileAsyncQuery(
        (OpsDbContext db, PersonId person, SessionId? session, CancellationToken ct) => db.Set<Person>().AsNoTracking()
            .Include(p => p.Grants).Include(p => p.Entities).AsSingleQuery()
            .Where(p => p.Id == person && p.DisabledAt == null)
            .Select(p => new Found
            {
                Person = p,
                IsSignedIn = db.Set<UserSession>().Any(s => s.Id == session && s.PersonId == p.Id && s.EndedAt == null),
            })
            .SingleOrDefault()));

    private static async Task<Outcome<PersonProfile>> SystemAsync(OpsDbContext db, Actor actor, CancellationToken ct)
    {
        var entities = await db.Set<Domain.Parties.LegalEntity>().Select(entity => entity.Id).ToListAsync(ct);
        return new PersonProfile(default, actor.Job!, [], new HashSet<Permission> { Permission.Background }, entities);
    }

    private sealed class Found
    {
        public required Person Person { get; init; }

        public required bool IsSignedIn { get; init; }
    }
}
