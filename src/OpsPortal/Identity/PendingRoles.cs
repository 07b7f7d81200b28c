using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>The roles of a person that do not count yet, and who acts in them meanwhile.</summary>
[Part]
internal sealed class PendingRoles(IDbContextFactory<OpsDbContext> contexts, IClock clock)
{
    /// <param name="Meanwhile">The people of the person's legal entities whose role counts already, by name.</param>
    internal sealed record Pending(Role Role, Instant From, IReadOnlyList<string> Meanwhile);

    /// <summary>Empty for whoever is not signed in.</summary>
    public async Task<IReadOnlyList<Pending>> OfAsync(ClaimsPrincipal who, CancellationToken ct)
    {
        if (Sessions.ActorOf(who) is not { } actor)
            return [];
        var now = clock.GetCurrentInstant();
        await using var db = await contexts.CreateDbContextAsync(ct);
        if ((await Profiles.ReadAsync(db, actor, now, ct)).IsRefused)
            return [];
        var people = db.Set<Person>().AsNoTracking().Include(person => person.Grants).Include(person => person.Entities)
            .AsSplitQuery();
        var me = await people.SingleAsync(person => person.Id == actor.Person, ct);
        var waiting = me.Grants.Where(grant => grant.CountsFrom > now).ToList();
        var roles = waiting.ConvertAll(grant => grant.Role);
        var entities = me.Entities.Select(grant => grant.LegalEntityId).ToList();
        var others = roles.Count == 0 ? [] : await people.Where(person => person.Id != me.Id && person.DisabledAt == null
                && person.Grants.Any(grant => roles.Contains(grant.Role))
                && person.Entities.Any(grant => entities.Contains(grant.LegalEntityId)))
            .OrderBy(person => person.Name).ToListAsync(ct);
        return
        [
            .. waiting.OrderBy(grant => grant.CountsFrom).Select(grant => new Pending(grant.Role, grant.CountsFrom,
                [.. others.Where(person => person.RolesAt(now).Contains(grant.Role)).Select(person => person.Name)])),
        ];
    }
}
