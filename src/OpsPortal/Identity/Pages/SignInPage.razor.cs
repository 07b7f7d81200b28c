using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity.Pages;

/// <summary>Sign-in by password, and by authenticator code where the account has one.</summary>
public sealed partial class SignInPage
{
    private Refusal? refusal;
    private Step step;

    private enum Step
    {
        Password,
        Code,
    }

    [Inject]
    private SignInManager<Account> SignIn { get; set; } = default!;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private Sessions Sessions { get; set; } = default!;

    [Inject]
    private PersonSessions People { get; set; } = default!;

    [Inject]
    private SecondFactor Factor { get; set; } = default!;

    [Inject]
    private AuthenticatorCodes Codes { get; set; } = default!;

    [Inject]
    private SignInPace Pace { get; set; } = default!;

    [Inject]
    private SignInLog Log { get; set; } = default!;

    [Inject]
    private IConfiguration Configuration { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm]
    private Given? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    private string? Ended => Http.Items[Sessions.EndedItem] as string;

    private string Means => step == Step.Code ? SignInLog.Code : SignInLog.Password;

    private bool IsDemo => Configuration.GetValue<bool>("Demo:Enabled");

    protected override void OnInitialized()
    {
        Input ??= new Given();
        if (Http.Request.HasFormContentType && Http.Request.Form["_handler"] == "code")
            step = Step.Code;
    }

    private async Task GivePasswordAsync()
    {
        if (Pace.IsExhausted(Http))
        {
            Refuse(AccountRefusals.TooManyTries, null);
            return;
        }

        var account = await Accounts.FindByEmailAsync(Input!.Email?.Trim() ?? "");
        if (account is null)
        {
            Nobody.Check(Accounts, Input.Password);
            Fail(AccountRefusals.WrongSignIn, null);
            return;
        }

        var checkedPassword = await SignIn.CheckPasswordSignInAsync(account, Input.Password ?? "", lockoutOnFailure: true);
        if (checkedPassword.IsLockedOut)
            Fail(AccessRefusals.LockedOut with { What = "Refused: the account is locked." }, account);
        else if (!checkedPassword.Succeeded)
            Fail(AccountRefusals.WrongSignIn, account);
        else if (await Accounts.GetTwoFactorEnabledAsync(account))
            await AskForCodeAsync(account);
        else if (await Factor.NeedsPasskeyAsync(Accounts, account, Http.RequestAborted))
            Refuse(AccountRefusals.PasskeyNeeded, account);
        else
            await LetInAsync(account);
    }

    private async Task GiveCodeAsync()
    {
        if (await SignIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
        {
            (step, refusal) = (Step.Password, AccountRefusals.CodeTooLate);
            return;
        }

        if (Pace.IsExhausted(Http))
            Refuse(AccountRefusals.TooManyTries, account);
        else if (await Accounts.IsLockedOutAsync(account))
            Fail(AccessRefusals.LockedOut with { What = "Refused: the account is locked." }, account);
        else
            await TakeCodeAsync(account, Input!.Code ?? "");
    }

    // A code that was used is none that was guessed: it does not count as a failure.
    private async Task TakeCodeAsync(Account account, string code)
    {
        var check = await Codes.TakeAsync(Accounts, account, code, Http.RequestAborted);
        if (check == CodeCheck.Used)
            Refuse(AccountRefusals.UsedCode with { What = "Not signed in." }, account);
        else if (check == CodeCheck.Taken || (await Accounts.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded)
            await LetInAsync(account);
        else
            await CountFailureAsync(account);
    }

    private async Task CountFailureAsync(Account account)
    {
        await Accounts.AccessFailedAsync(account);
        Fail(AccountRefusals.WrongCode, account);
    }

    private void Fail(Refusal why, Account? account)
    {
        Pace.CountFailure(Http);
        Refuse(why, account);
    }

    private void Refuse(Refusal why, Account? account)
    {
        Log.Refused(Http, account, Means, why);
        refusal = why;
    }

    // The password was right: a short-lived cookie remembers who must now give a code.
    private async Task AskForCodeAsync(Account account)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, account.Id.ToString()));
        await Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
        step = Step.Code;
    }

    private async Task LetInAsync(Account account)
    {
        if (!await People.IsActiveAsync(account.PersonId, Http.RequestAborted))
        {
            Refuse(AccountRefusals.WrongSignIn, account);
            return;
        }

        await Accounts.ResetAccessFailedCountAsync(account);
        var claims = await Sessions.StartAsync(account, Http);
        var (method, limits) = step == Step.Code ? ("otp", [])
            : ("pwd", await Factor.ClaimsOfPasswordAsync(account.PersonId, Http.RequestAborted));
        await SignIn.SignInWithClaimsAsync(account, isPersistent: false, [.. claims, new Claim("amr", method), .. limits]);
        Log.Taken(Http, account, Means);
        Navigation.NavigateTo(ReturnPath.Local(ReturnUrl), forceLoad: true);
    }

    private sealed class Given
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public string? Code { get; set; }
    }
}
