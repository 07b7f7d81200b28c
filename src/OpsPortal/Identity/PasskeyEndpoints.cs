using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>
/// The server's half of passkeys: options for the browser, and the credential that it gives back. The browser's half is
/// wwwroot/passkeys.js; nothing of it crosses a circuit. A passkey proves device and person at once, so no code is asked besides.
/// </summary>
internal sealed class PasskeyEndpoints(Sessions sessions, PersonSessions people, SignInLog log) : IEndpoints
{
    private const int Most = 10;

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/account/passkeys").ExcludeFromDescription().DisableAntiforgery();
        group.MapPost("/creation-options", CreationOptionsAsync).RequireAuthorization(SecondFactor.SetUpPolicy);
        group.MapPost("/", AddAsync).RequireAuthorization(SecondFactor.SetUpPolicy);
        group.MapPost("/request-options", RequestOptionsAsync).AllowAnonymous();
        group.MapPost("/sign-in", SignInAsync).AllowAnonymous();
    }

    private static async Task<IResult> CreationOptionsAsync(
        HttpContext http, [FromForm] PasskeyForm form, IAntiforgery antiforgery, UserManager<Account> accounts,
        SignInManager<Account> signIn, OwnProof proof)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || await accounts.GetUserAsync(http.User) is not { } account)
            return Refused(SharedRefusals.SignedOut);
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
            return Refused(AccountRefusals.TooManyPasskeys(Most));
        if ((await proof.BySecretAsync(account, form.Proof, orRecoveryCode: true)).Refusal is { } why)
            return Refused(why);
        var entity = new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Email!, DisplayName = account.Email! };
        return Json(await signIn.MakePasskeyCreationOptionsAsync(entity));
    }

    private async Task<IResult> AddAsync(
        HttpContext http, [FromForm] PasskeyForm form, IAntiforgery antiforgery, UserManager<Account> accounts,
        SignInManager<Account> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || await accounts.GetUserAsync(http.User) is not { } account)
            return Refused(SharedRefusals.SignedOut);
        var made = await signIn.PerformPasskeyAttestationAsync(form.Credential ?? "");
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString())
            return Refused(AccountRefusals.PasskeyNotMade);
        made.Passkey.Name = string.IsNullOrWhiteSpace(form.Name) ? Devices.NameOf(http.Request.Headers.UserAgent)
            : form.Name.Trim();
        var kept = await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey);
        if (!kept.Succeeded)
            return Refused(AccountRefusals.PasskeyNotMade);
        if (SecondFactor.IsMissing(http.User) && Sessions.SessionOf(http.User) is { } actor)
        {
            // Whoever else came by the password alone must not be let in by the passkey that this person has added.
            await people.EndEveryAsync(actor.Person, actor.Session, SessionEnds.SecondFactorChanged, http.RequestAborted);
            await SecondFactor.SetUpAsync(signIn, account, http.User);
        }

        return Results.Json(new { location = SecondFactor.SetUpPath });
    }

    private static async Task<IResult> RequestOptionsAsync(HttpContext http, IAntiforgery antiforgery,
        SignInManager<Account> signIn) =>
        await antiforgery.IsRequestValidAsync(http) ? Json(await signIn.MakePasskeyRequestOptionsAsync(null))
            : Refused(SharedRefusals.SignedOut);

    private async Task<IResult> SignInAsync(
        HttpContext http, [FromForm] PasskeyForm form, IAntiforgery antiforgery, UserManager<Account> accounts,
        SignInManager<Account> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused(SharedRefusals.SignedOut);
        var proof = await signIn.PerformPasskeyAssertionAsync(form.Credential ?? "");
        if (!proof.Succeeded || !await people.IsActiveAsync(proof.User.PersonId, http.RequestAborted))
            return NotLetIn(http, proof.User, AccountRefusals.PasskeyNotKnown);
        if (await accounts.IsLockedOutAsync(proof.User))
            return NotLetIn(http, proof.User, AccessRefusals.LockedOut with { What = "Refused: the account is locked." });
        await accounts.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey);
        await accounts.ResetAccessFailedCountAsync(proof.User);
        var claims = await sessions.StartAsync(proof.User, http);
        await signIn.SignInWithClaimsAsync(proof.User, isPersistent: false, [.. claims, new Claim("amr", "passkey")]);
        log.Taken(http, proof.User, SignInLog.Passkey);
        return Results.Json(new { location = ReturnPath.Local(form.ReturnUrl) });
    }

    private IResult NotLetIn(HttpContext http, Account? account, Refusal why)
    {
        log.Refused(http, account, SignInLog.Passkey, why);
        return Refused(why);
    }

    private static IResult Json(string options) => Results.Content(options, "application/json");

    private static IResult Refused(Refusal refusal) => Results.Text(refusal.Text, statusCode: StatusCodes.Status403Forbidden);

    internal sealed class PasskeyForm
    {
        public string? Proof { get; set; }

        public string? Name { get; set; }

        public string? Credential { get; set; }

        public string? ReturnUrl { get; set; }
    }
}
