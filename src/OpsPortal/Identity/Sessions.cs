using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>Starts a session row at sign-in, names it in the cookie, and ends it; an ended session has no powers at the next command.</summary>
[Part]
internal sealed class Sessions(IDbContextFactory<OpsDbContext> contexts, IClock clock)
{
    public const string PersonClaim = "person";
    public const string SessionClaim = "sid";

    /// <summary>Makes the session and the claims that the cookie carries for it.</summary>
    public async Task<IReadOnlyList<Claim>> StartAsync(Account account, string device, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var id = new SessionId(Guid.CreateVersion7());
        db.Add(new UserSession(id, account.PersonId, device, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        return [new Claim(PersonClaim, account.PersonId.ToString()), new Claim(SessionClaim, id.ToString())];
    }

    public async Task EndAsync(PersonId person, SessionId session, string because, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Set<UserSession>().SingleOrDefaultAsync(s => s.Id == session && s.PersonId == person, ct);
        found?.End(clock.GetCurrentInstant(), because);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Ends every session of a person: after a lock, a changed role, a changed password.</summary>
    public static async Task EndAllAsync(OpsDbContext db, PersonId person, Instant now, string because, CancellationToken ct)
    {
        foreach (var session in await db.Set<UserSession>().Where(s => s.PersonId == person && s.EndedAt == null).ToListAsync(ct))
            session.End(now, because);
    }

    /// <summary>The actor that a signed-in principal stands for; null when its cookie names no session.</summary>
    public static Actor? ActorOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(PersonClaim), out var person) && Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session)
            ? new Actor(new PersonId(person), new SessionId(session))
            : null;

    /// <summary>True while the session that the cookie names has not been ended and its person is active.</summary>
    public async Task<bool> IsAliveAsync(ClaimsPrincipal principal, CancellationToken ct)
    {
        if (ActorOf(principal) is not { } actor)
            return false;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return !(await Profiles.ReadAsync(db, actor, ct)).IsRefused;
    }
}
