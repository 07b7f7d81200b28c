namespace OpsPortal.Identity;

/// <summary>
/// <c>POST /account/session</c> is a sign of the person at the screen, <c>GET</c> only asks. Both answer how many seconds are
/// left, or 401.
/// </summary>
internal sealed class SessionEndpoints(Sessions sessions) : IEndpoints
{
    public const string Path = "/account/session";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (Delegate)LeftAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, (Delegate)LeftAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>Whether a request shows that somebody is there: not the circuit's own traffic, and not the question how long is
    /// left.</summary>
    public static bool IsSign(HttpRequest request) =>
        !request.Path.StartsWithSegments("/_blazor") && !(request.Path == Path && HttpMethods.IsGet(request.Method));

    private async Task<IResult> LeftAsync(HttpContext http) =>
        Sessions.SessionOf(http.User) is { Session: { } id } && await sessions.LeftAsync(id, http.RequestAborted) is { } left
            ? Results.Json(new { secondsLeft = (long)left.TotalSeconds })
            : Results.Unauthorized();
}
