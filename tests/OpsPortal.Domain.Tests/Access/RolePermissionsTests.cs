using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Tests.Access;

public sealed class RolePermissionsTests
{
    [Fact]
    public void Background_BelongsToNoRole() => Assert.Empty(RolePermissions.Holding(Permission.Background));

    /// <summary>A power that nobody holds would be a dead button.</summary>
    [Fact]
    public void Permissions_AreAllHeldBySomebody() => Assert.Empty(Enum.GetValues<Permission>()
        .Where(permission => permission != Permission.Background && RolePermissions.Holding(permission).Count == 0));
}
