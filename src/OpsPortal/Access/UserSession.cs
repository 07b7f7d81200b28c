using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>One sign-in on one device. Ending it takes its powers at the next command.</summary>
internal sealed class UserSession
{
    private UserSession()
    {
    }

    public UserSession(SessionId id, PersonId person, string device, Instant now)
    {
        Id = id;
        PersonId = person;
        Device = device.Length > 200 ? device[..200] : device;
        StartedAt = now;
        LastSeenAt = now;
    }

    public SessionId Id { get; private set; }

    public PersonId PersonId { get; private set; }

    public string Device { get; private set; } = "";

    public Instant StartedAt { get; private set; }

    public Instant LastSeenAt { get; private set; }

    public Instant? EndedAt { get; private set; }

    public string? EndedBecause { get; private set; }

    /// <summary>Its person gave a sign.</summary>
    public void See(Instant now) => LastSeenAt = Instant.Max(LastSeenAt, now);

    public void End(Instant now, string because)
    {
        EndedAt ??= now;
        EndedBecause ??= because;
    }
}

/// <summary>One fresh proof of identity, for one action on one object in one exact content.</summary>
internal sealed class StepUp
{
    public static readonly Duration ValidFor = Duration.FromMinutes(5);

    private StepUp()
    {
    }

    public StepUp(Guid id, PersonId person, SessionId session, string action, Guid objectId, string contentHash, string method,
        Instant now)
    {
        Id = id;
        PersonId = person;
        SessionId = session;
        Action = action;
        ObjectId = objectId;
        ContentHash = contentHash;
        Method = method;
        At = now;
    }

    public Guid Id { get; private set; }

    public PersonId PersonId { get; private set; }

    public SessionId SessionId { get; private set; }

    public string Action { get; private set; } = "";

    public Guid ObjectId { get; private set; }

    public string ContentHash { get; private set; } = "";

    /// <summary>How it was proved: password, code or passkey.</summary>
    public string Method { get; private set; } = "";

    public Instant At { get; private set; }

    /// <summary>When it was used; a proof serves once.</summary>
    public Instant? UsedAt { get; private set; }

    public void Use(Instant now) => UsedAt = now;
}
