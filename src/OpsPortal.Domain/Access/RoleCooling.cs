using NodaTime;

namespace OpsPortal.Domain.Access;

/// <summary>
/// A role that lets money go counts only a day after it was given: who takes over an administrator's account cannot make an
/// approver and pay within the hour. Nothing shortens it.
/// </summary>
public static class RoleCooling
{
    public static readonly Duration Wait = Duration.FromHours(24);

    private static readonly Permission[] LetsMoneyGo =
        [Permission.ApproveBatch, Permission.TransmitBatch, Permission.SettleUnknown];

    /// <summary>True for roles that count only after the wait.</summary>
    public static bool Applies(Role role) => RolePermissions.Of(role).Overlaps(LetsMoneyGo);

    /// <summary>From when a role that was given counts.</summary>
    public static Instant CountsFrom(Role role, Instant givenAt) => Applies(role) ? givenAt + Wait : givenAt;
}
