using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace OpsPortal.Identity;

/// <summary>Who looks at a circuit; nobody any more once its session has ended, so that its page leads to the sign-in.</summary>
internal sealed class LivingSessionProvider : ServerAuthenticationStateProvider
{
    public void End() =>
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
