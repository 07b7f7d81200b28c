using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>Takes the password, code or passkey of the step-up sheet. The secret goes to this endpoint alone, never over the
/// circuit.</summary>
internal sealed class StepUpEndpoints(SecondFactor factor) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/account/step-up", ConfirmAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapPost("/account/step-up/passkey-options", PasskeyOptionsAsync).RequireAuthorization().ExcludeFromDescription()
            .DisableAntiforgery();
    }

    private static async Task<IResult> PasskeyOptionsAsync(
        HttpContext http, IAntiforgery antiforgery, UserManager<Account> accounts, SignInManager<Account> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || await accounts.GetUserAsync(http.User) is not { } account)
            return Refused(SharedRefusals.SignedOut);
        if ((await accounts.GetPasskeysAsync(account)).Count == 0)
            return Refused(AccountRefusals.NoPasskey);
        return Results.Content(await signIn.MakePasskeyRequestOptionsAsync(account), "application/json");
    }

    private async Task<IResult> ConfirmAsync(
        HttpContext http, [FromForm] StepUpForm form, IAntiforgery antiforgery, UserManager<Account> accounts, OwnProof proof,
        IDbContextFactory<OpsDbContext> contexts, IClock clock)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text(SharedRefusals.SignedOut.Text, statusCode: StatusCodes.Status400BadRequest);
        var account = await accounts.GetUserAsync(http.User);
        if (account is null || Sessions.ActorOf(http.User) is not { Session: { } session } actor
            || account.PersonId != actor.Person)
            return Refused(SharedRefusals.SignedOut);
        var byPasskey = !string.IsNullOrEmpty(form.Credential);
        if (!byPasskey && await factor.WhyNotConfirmedAsync(accounts, account, http.RequestAborted) is { } missing)
            return Refused(missing);
        var given = byPasskey ? await proof.ByPasskeyAsync(account, form.Credential!)
            : await proof.BySecretAsync(account, form.Password, orRecoveryCode: false);
        if (given.Refusal is { } why)
            return Refused(why);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        db.Add(new StepUp(
            Guid.CreateVersion7(), actor.Person, session, form.Action ?? "", form.ObjectId, form.ContentHash ?? "", given.Value,
            clock.GetCurrentInstant()));
        await db.SaveChangesAsync(http.RequestAborted);
        return Results.Text("ok");
    }

    private static IResult Refused(Refusal refusal) => Results.Text(refusal.Text, statusCode: StatusCodes.Status403Forbidden);

    // Settable, so that a field that is left out is empty and refused, instead of breaking the request.
    internal sealed record StepUpForm
    {
        public string? Action { get; init; }

        public Guid ObjectId { get; init; }

        public string? ContentHash { get; init; }

        public string? Password { get; init; }

        public string? Credential { get; init; }
    }
}
