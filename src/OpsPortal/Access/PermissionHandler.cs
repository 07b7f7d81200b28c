using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Data;
using OpsPortal.Identity;

namespace OpsPortal.Access;

/// <summary>Answers <see cref="RequiresPermissionAttribute"/> from the database, so that a taken role closes the page at the next
/// visit.</summary>
internal sealed class PermissionHandler(IDbContextFactory<OpsDbContext> contexts, IClock clock)
    : AuthorizationHandler<RequiresPermissionAttribute>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context,
        RequiresPermissionAttribute requirement)
    {
        if (Sessions.ActorOf(context.User) is not { } actor)
            return;
        await using var db = await contexts.CreateDbContextAsync();
        var profile = await Profiles.ReadAsync(db, actor, clock.GetCurrentInstant(), CancellationToken.None);
        if (!profile.IsRefused && profile.Value.May(requirement.Permission))
            context.Succeed(requirement);
    }
}
