using OpsPortal.Access;

namespace OpsPortal.Identity;

/// <summary>
/// How long a session lives: settings <c>Sessions:IdleMinutes</c> (15) without a sign of its person,
/// <c>Sessions:AbsoluteHours</c> (12) in
/// all, and the warning <c>Sessions:WarnMinutes</c> (2) before the former.
/// </summary>
[Part]
internal sealed class SessionLimits(IConfiguration configuration)
{
    public Duration Idle { get; } = Duration.FromMinutes(Positive(configuration, "Sessions:IdleMinutes", 15));

    public Duration Warning { get; } = Duration.FromMinutes(Positive(configuration, "Sessions:WarnMinutes", 2));

    public Duration Absolute { get; } = Duration.FromHours(Positive(configuration, "Sessions:AbsoluteHours", 12));

    /// <summary>When the session ends unless its person gives a sign before.</summary>
    public Instant EndOf(UserSession session) => Instant.Min(session.LastSeenAt + Idle, session.StartedAt + Absolute);

    /// <summary>Those that have neither ended nor run over their limits.</summary>
    public IQueryable<UserSession> Living(IQueryable<UserSession> sessions, Instant now)
    {
        var (idleSince, oldest) = (now - Idle, now - Absolute);
        return sessions.Where(session => session.EndedAt == null && session.LastSeenAt > idleSince && session.StartedAt > oldest);
    }

    /// <summary>Why the session is over by now, in words for its person; null while it lives.</summary>
    public string? WhyOver(UserSession session, Instant now)
    {
        if (now >= session.StartedAt + Absolute)
            return $"signed in for {Components.WhenWords.Length(Absolute)}, the longest time";
        return now >= session.LastSeenAt + Idle ? $"no activity for {Components.WhenWords.Length(Idle)}" : null;
    }

    private static double Positive(IConfiguration configuration, string name, double otherwise) =>
        configuration.GetValue(name, otherwise) is > 0 and var given
            ? given
            : throw new InvalidOperationException($"{name} must be more than 0.");
}
