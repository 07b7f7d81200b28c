using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>Starts a session row at sign-in, names it in the cookie, and ends it; an ended session has no powers at the next
/// command.</summary>
[Part]
internal sealed class Sessions(IDbContextFactory<OpsDbContext> contexts, SessionLimits limits, IClock clock)
{
    public const string PersonClaim = "person";
    public const string SessionClaim = "sid";

    /// <summary>Where a request keeps why its session was found ended, for the sign-in page.</summary>
    public const string EndedItem = "session-ended-because";

    private static readonly Duration WrittenEvery = Duration.FromSeconds(30);

    /// <summary>Makes the session and the claims that the cookie carries for it. The session that the browser had until now
    /// ends.</summary>
    public async Task<IReadOnlyList<Claim>> StartAsync(Account account, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (SessionOf(http.User) is { Session: { } before } known)
            await EndAsync(known.Person, before, SessionEnds.SignedInAnew, http.RequestAborted);
        var device = Devices.NameOf(http.Request.Headers.UserAgent);
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), account.PersonId, device, clock.GetCurrentInstant());
        await SignIns.RecordAsync(db, account, session, SignInPace.AddressOf(http), http.RequestAborted);
        db.Add(session);
        await db.SaveChangesAsync(http.RequestAborted);
        return [new Claim(PersonClaim, account.PersonId.ToString()), new Claim(SessionClaim, session.Id.ToString())];
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

    /// <summary>The actor that a signed-in principal stands for; null when its cookie names no session, or one that still lacks
    /// the second factor.</summary>
    public static Actor? ActorOf(ClaimsPrincipal principal) => SecondFactor.IsMissing(principal) ? null : SessionOf(principal);

    /// <summary>The same, a second factor still missing or not: for the pages on which it is set up.</summary>
    public static Actor? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(PersonClaim), out var person)
            && Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session)
            ? new Actor(new PersonId(person), new SessionId(session))
            : null;

    /// <summary>
    /// True while the session that the cookie names has not been ended, is within its limits, and its person is active. One that
    /// has run over its limits is ended here, so that it has no powers in any circuit either. A sign of its person lets it live
    /// on.
    /// </summary>
    public async Task<bool> IsAliveAsync(ClaimsPrincipal principal, bool isSign, CancellationToken ct)
    {
        if (SessionOf(principal) is not { Session: { } id } actor)
            return false;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var profile = await Profiles.ReadAsync(db, actor, clock.GetCurrentInstant(), ct);
        return !profile.IsRefused && await IsWithinLimitsAsync(db, id, isSign, ct);
    }

    /// <summary>Every session that has not ended, is within its limits, and whose person is active.</summary>
    public async Task<IReadOnlySet<SessionId>> LivingAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var people = db.Set<Person>().Where(person => person.DisabledAt == null).Select(person => person.Id);
        return (await limits.Living(db.Set<UserSession>(), clock.GetCurrentInstant())
            .Where(session => people.Contains(session.PersonId)).Select(session => session.Id).ToListAsync(ct)).ToHashSet();
    }

    /// <summary>Writes down that a session has run over its limits, if it has.</summary>
    public async Task EndIfOverAsync(SessionId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await IsWithinLimitsAsync(db, id, isSign: false, ct);
    }

    /// <summary>How long the session has left; null when it is over.</summary>
    public async Task<Duration?> LeftAsync(SessionId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var session = await db.Set<UserSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.EndedAt == null, ct);
        return session is null ? null : limits.EndOf(session) - clock.GetCurrentInstant();
    }

    public async Task<string?> WhyEndedAsync(ClaimsPrincipal principal, CancellationToken ct)
    {
        if (SessionOf(principal) is not { Session: { } id })
            return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<UserSession>().Where(s => s.Id == id).Select(s => s.EndedBecause).SingleOrDefaultAsync(ct);
    }

    private async Task<bool> IsWithinLimitsAsync(OpsDbContext db, SessionId id, bool isSign, CancellationToken ct)
    {
        var session = await db.Set<UserSession>().SingleAsync(s => s.Id == id, ct);
        var now = clock.GetCurrentInstant();
        var over = limits.WhyOver(session, now);
        if (over is not null)
            session.End(now, over);
        else if (isSign && now - session.LastSeenAt >= WrittenEvery)
            session.See(now);
        await db.SaveChangesAsync(ct);
        return over is null;
    }
}
