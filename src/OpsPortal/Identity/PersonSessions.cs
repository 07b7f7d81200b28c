using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>A person's own sessions: which are open, and the end of all of them.</summary>
[Part]
internal sealed class PersonSessions(IDbContextFactory<OpsDbContext> contexts, IClock clock)
{
    internal sealed record OpenSession(SessionId Id, string Device, Instant StartedAt);

    public async Task<bool> IsActiveAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Person>().AnyAsync(p => p.Id == person && p.DisabledAt == null, ct);
    }

    public async Task<IReadOnlyList<OpenSession>> OpenAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<UserSession>().AsNoTracking()
            .Where(session => session.PersonId == person && session.EndedAt == null)
            .OrderByDescending(session => session.StartedAt)
            .Select(session => new OpenSession(session.Id, session.Device, session.StartedAt))
            .Take(50)
            .ToListAsync(ct);
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
