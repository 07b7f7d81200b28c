using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace OpsPortal.Identity;

/// <summary>Looks twice a minute whether the session behind a circuit still lives, so that an ended one loses its screen
/// too.</summary>
internal sealed class LivingSessionProvider(ILoggerFactory loggers, Sessions sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState,
        CancellationToken cancellationToken) =>
        sessions.IsAliveAsync(authenticationState.User, isSign: false, cancellationToken);
}
