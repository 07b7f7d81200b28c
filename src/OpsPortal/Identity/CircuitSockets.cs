using Microsoft.AspNetCore.SignalR;

namespace OpsPortal.Identity;

/// <summary>Lets a circuit know the socket that opened it or brought it back, so that the server can cut it.</summary>
internal sealed class CircuitSockets : IHubFilter
{
    private static readonly AsyncLocal<HubCallerContext?> Speaking = new();

    /// <summary>The socket whose message is being answered.</summary>
    public static HubCallerContext? Current => Speaking.Value;

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        Speaking.Value = invocationContext.Context;
        return await next(invocationContext);
    }
}
