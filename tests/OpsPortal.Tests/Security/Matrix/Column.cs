using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Security.Matrix;

internal enum Standing
{
    SignedIn,
    Disabled,
    SessionEnded,
    OtherSession,
}

/// <summary>A column of the matrix: who asks, and how they stand.</summary>
internal sealed record Column(string Name, IReadOnlyList<Role> Roles, Standing Standing)
{
    /// <summary>Each role; a person without any; and people whose powers were taken away.</summary>
    public static IReadOnlyList<Column> All { get; } =
    [
        .. Enum.GetValues<Role>().Select(role => new Column(role.ToString(), [role], Standing.SignedIn)),
        new("NoRole", [], Standing.SignedIn),
        new("Disabled", [Role.Controller], Standing.Disabled),
        new("SessionEnded", [Role.Finance], Standing.SessionEnded),
        new("OtherSession", [Role.Ops], Standing.OtherSession),
    ];

    public bool May(Permission permission) => RolePermissions.Of(Roles).Contains(permission);
}
