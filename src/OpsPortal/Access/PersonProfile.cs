using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>A person as the database knows them now: roles, powers and the legal entities they work for.</summary>
internal sealed record PersonProfile(
    PersonId Id, string Name, IReadOnlyList<Role> Roles, IReadOnlySet<Permission> Permissions,
    IReadOnlyList<LegalEntityId> LegalEntities)
{
    public bool May(Permission permission) => Permissions.Contains(permission);
}
