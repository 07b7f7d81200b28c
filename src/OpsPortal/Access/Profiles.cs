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
    public static async Task<Outcome<PersonProfile>> ReadAsync(OpsDbContext db, Actor actor, Instant now, CancellationToken ct)
    {
        if (actor.IsSystem)
            return await SystemAsync(db, actor, ct);
        var found = await db.Set<Person>().AsNoTracking()
            .Include(p => p.Grants).Include(p => p.Entities).AsSingleQuery()
            .Where(p => p.Id == actor.Person && p.DisabledAt == null)
            .Select(p => new
            {
                Person = p,
                IsSignedIn = db.Set<UserSession>().Any(s => s.Id == actor.Session && s.PersonId == p.Id && s.EndedAt == null),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null || (actor.ApiKey is null && !found.IsSignedIn))
            return SharedRefusals.SignedOut;
        var person = found.Person;
        var roles = person.RolesAt(now).ToList();
        return new PersonProfile(
            person.Id, person.Name, roles, RolePermissions.Of(roles), [.. person.Entities.Select(grant => grant.LegalEntityId)]);
    }

    private static async Task<Outcome<PersonProfile>> SystemAsync(OpsDbContext db, Actor actor, CancellationToken ct)
    {
        var entities = await db.Set<Domain.Parties.LegalEntity>().Select(entity => entity.Id).ToListAsync(ct);
        return new PersonProfile(default, actor.Job!, [], new HashSet<Permission> { Permission.Background }, entities);
    }
}
