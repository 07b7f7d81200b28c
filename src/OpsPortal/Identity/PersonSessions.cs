using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>A person's own sessions: which are open, and the end of all of them.</summary>
[Part]
internal sealed class PersonSessions(IDbContextFactory<OpsDbContext> contexts, SessionLimits limits, IClock clock)
{
    private const int MostShown = 50;

    /// <summary>A session that lives; <paramref name="Place"/> is its device and, where known, its address.</summary>
    internal sealed record OpenSession(SessionId Id, string Place, Instant StartedAt, Instant LastSeenAt, bool IsNew);

    /// <summary>The sessions of a person that live, newest first.</summary>
    public static async Task<IReadOnlyList<OpenSession>> ReadAsync(
        OpsDbContext db, SessionLimits limits, PersonId person, Instant now, CancellationToken ct)
    {
        var sessions = await limits.Living(db.Set<UserSession>().AsNoTracking(), now).Where(session => session.PersonId == person)
            .OrderByDescending(session => session.StartedAt).Take(MostShown).ToListAsync(ct);
        var places = await SignIns.OfAsync(db, sessions.Select(session => session.Id), ct);
        return [.. sessions.Select(session => places.TryGetValue(session.Id, out var place)
            ? new OpenSession(session.Id, place.Words, session.StartedAt, session.LastSeenAt, place.IsNew)
            : new OpenSession(session.Id, session.Device, session.StartedAt, session.LastSeenAt, false))];
    }

    public async Task<bool> IsActiveAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Person>().AnyAsync(p => p.Id == person && p.DisabledAt == null, ct);
    }

    public async Task<IReadOnlyList<OpenSession>> OpenAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(db, limits, person, clock.GetCurrentInstant(), ct);
    }

    /// <summary>Ends every session of a person but one: after a new password, or when the person asks for it.</summary>
    public async Task EndEveryAsync(PersonId person, SessionId? but, string because, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.Set<UserSession>().Where(session => session.PersonId == person && session.EndedAt == null)
            .ToListAsync(ct);
        foreach (var session in open.Where(session => session.Id != but))
            session.End(clock.GetCurrentInstant(), because);
        await db.SaveChangesAsync(ct);
    }
}
