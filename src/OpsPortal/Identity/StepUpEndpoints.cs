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
internal sealed class StepUpEndpoints(SecondFactor factor, SignInLog log) : IEndpoints
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
        HttpContext http, [FromForm] StepUpForm form, IAntiforgery antiforgery, UserManager<Account> accounts,
        SignInManager<Account> signIn, IDbContextFactory<OpsDbContext> contexts, IClock clock)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text(SharedRefusals.SignedOut.Text, statusCode: StatusCodes.Status400BadRequest);
        var account = await accounts.GetUserAsync(http.User);
        if (account is null || Sessions.ActorOf(http.User) is not { Session: { } session } actor
            || account.PersonId != actor.Person)
            return Refused(SharedRefusals.SignedOut);
        if (await accounts.IsLockedOutAsync(account))
            return Refused(AccessRefusals.LockedOut);
        var byPasskey = !string.IsNullOrEmpty(form.Credential);
        if (!byPasskey && await factor.NeedsPasskeyAsync(accounts, account))
            return Refused(AccountRefusals.PasskeyNeededToConfirm);
        var method = byPasskey ? await PasskeyAsync(signIn, account, form.Credential!)
            : await SecretAsync(accounts, account, form.Password ?? "");
        if (method is null)
        {
            await accounts.AccessFailedAsync(account);
            var why = byPasskey ? AccountRefusals.PasskeyNotYours : AccessRefusals.WrongPassword;
            log.Refused(http, account, byPasskey ? SignInLog.Passkey : SignInLog.Password, why);
            return Refused(why);
        }

        await accounts.ResetAccessFailedCountAsync(account);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        db.Add(new StepUp(
            Guid.CreateVersion7(), actor.Person, session, form.Action ?? "", form.ObjectId, form.ContentHash ?? "", method,
            clock.GetCurrentInstant()));
        await db.SaveChangesAsync(http.RequestAborted);
        return Results.Text("ok");
    }

    // A person with a second factor proves themselves with its code; the password suffices until then.
    private static async Task<string?> SecretAsync(UserManager<Account> accounts, Account account, string secret)
    {
        if (await accounts.GetTwoFactorEnabledAsync(account))
        {
            var provider = accounts.Options.Tokens.AuthenticatorTokenProvider;
            return await accounts.VerifyTwoFactorTokenAsync(account, provider, secret) ? "code" : null;
        }

        return await accounts.CheckPasswordAsync(account, secret) ? "password" : null;
    }

    // Another person's passkey on the same device proves that person, not this one.
    private static async Task<string?> PasskeyAsync(SignInManager<Account> signIn, Account account, string credential)
    {
        var proof = await signIn.PerformPasskeyAssertionAsync(credential);
        return proof.Succeeded && proof.User.Id == account.Id ? "passkey" : null;
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
