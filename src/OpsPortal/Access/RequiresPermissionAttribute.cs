using Microsoft.AspNetCore.Authorization;
using OpsPortal.Domain.Access;

namespace OpsPortal.Access;

/// <summary>
/// Says which power a page or endpoint needs. It keeps the page away from people without it; the use case behind checks again,
/// against the database.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequiresPermissionAttribute(Permission permission) : Attribute, IAuthorizationRequirement,
    IAuthorizationRequirementData, IAuthorizeData
{
    public Permission Permission { get; } = permission;

    public string? Policy { get; set; }

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}
