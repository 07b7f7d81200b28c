using System.Diagnostics;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Events;

/// <summary>What intake and sweep have in hand: like a command's work, for no person.</summary>
internal static class SystemWork
{
    public static Work For(OpsDbContext db, string name, Instant now, CancellationToken ct) => new(
        db, new PersonProfile(default, name, [], new HashSet<Permission> { Permission.Background }, []), Actor.System(name), now,
        Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N"), ct);
}
