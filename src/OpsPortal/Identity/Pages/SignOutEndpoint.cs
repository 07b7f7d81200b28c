using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity.Pages;

/// <summary>Ends the session and forgets the cookie.</summary>
internal sealed class SignOutEndpoint : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/account/sign-out", SignOutAsync).RequireAuthorization(SecondFactor.SetUpPolicy).ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(
        HttpContext http, IAntiforgery antiforgery, SignInManager<Account> signIn, Sessions sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (Sessions.SessionOf(http.User) is { Session: { } session } actor)
            await sessions.EndAsync(actor.Person, session, SessionEnds.SignedOut, http.RequestAborted);
        await signIn.SignOutAsync();
        return Results.Redirect("/account/sign-in");
    }
}
