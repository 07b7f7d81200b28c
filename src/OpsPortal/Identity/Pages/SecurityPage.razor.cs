using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Access;

namespace OpsPortal.Identity.Pages;

/// <summary>A person's own second factor, password and sessions.</summary>
public sealed partial class SecurityPage
{
    private const int RecoveryCodes = 10;
    private const string AllOthers = "others";

    private IReadOnlyList<PersonSessions.OpenSession> sessions = [];
    private IReadOnlyList<string> recoveryCodes = [];
    private IReadOnlyList<UserPasskeyInfo> passkeys = [];
    private Account? account;
    private Actor? actor;
    private Refusal? refusal;
    private string? said;
    private string key = "";
    private bool hasAuthenticator;
    private bool mustSetUp;
    private int codesLeft;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private SignInManager<Account> SignIn { get; set; } = default!;

    [Inject]
    private SecondFactor Factor { get; set; } = default!;

    [Inject]
    private PersonSessions People { get; set; } = default!;

    [Inject]
    private AuthenticatorCodes Codes { get; set; } = default!;

    [Inject]
    private Sessions Sessions { get; set; } = default!;

    [Inject]
    private OwnProof Proof { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm]
    private SecurityForm? Input { get; set; }

    private string OtpAddress =>
        $"otpauth://totp/OpsPortal:{Uri.EscapeDataString(account?.Email ?? "")}?secret={key}&issuer=OpsPortal&digits=6";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SecurityForm();
        actor = Sessions.SessionOf(Http.User);
        mustSetUp = SecondFactor.IsMissing(Http.User);
        account = await Accounts.GetUserAsync(Http.User);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (account is null || actor is null)
            return;
        hasAuthenticator = await Accounts.GetTwoFactorEnabledAsync(account);
        codesLeft = await Accounts.CountRecoveryCodesAsync(account);
        key = await Accounts.GetAuthenticatorKeyAsync(account) ?? "";
        if (key.Length == 0)
        {
            await Accounts.ResetAuthenticatorKeyAsync(account);
            key = await Accounts.GetAuthenticatorKeyAsync(account) ?? "";
        }

        passkeys = [.. (await Accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];
        sessions = await People.OpenAsync(actor.Person, Http.RequestAborted);
    }

    private async Task SwitchOnAsync()
    {
        if (!await ProvedAsync())
            return;
        var check = await Codes.TakeAsync(Accounts, account!, Input!.Code, Http.RequestAborted);
        if (check != CodeCheck.Taken)
        {
            refusal = check == CodeCheck.Used ? AccountRefusals.UsedCode : AccountRefusals.WrongSetUpCode;
            return;
        }

        await Accounts.SetTwoFactorEnabledAsync(account!, true);
        await EndOthersAsync(SessionEnds.SecondFactorChanged);
        await SecondFactor.SetUpAsync(SignIn, account!, Http.User);
        mustSetUp = false;
        await MakeCodesAsync();
        said = "The authenticator is on, and every other session has ended.";
        await ReadAsync();
    }

    private async Task NewCodesAsync()
    {
        if (!await ProvedAsync())
            return;
        await MakeCodesAsync();
        said = "New recovery codes are made; the old ones no longer work.";
        await ReadAsync();
    }

    private async Task SwitchOffAsync()
    {
        if (!await MayTakeAwayOneAsync() || !await ProvedAsync())
            return;
        await Accounts.SetTwoFactorEnabledAsync(account!, false);
        await Accounts.ResetAuthenticatorKeyAsync(account!);
        await EndOthersAsync(SessionEnds.SecondFactorChanged);
        said = "The authenticator is off, and every other session has ended.";
        await ReadAsync();
    }

    private async Task ChangePasswordAsync()
    {
        refusal = (await Proof.ByPasswordAsync(account!, Input!.Password)).Refusal;
        if (refusal is not null)
            return;
        var changed = await Accounts.ChangePasswordAsync(account!, Input.Password ?? "", Input.NewPassword ?? "");
        if (!changed.Succeeded)
        {
            refusal = NewPassword.WhyNot(changed);
            return;
        }

        await EndOthersAsync(SessionEnds.NewPassword);
        said = "The password is changed and every other session has ended.";
        await ReadAsync();
    }

    private async Task ForgetAsync()
    {
        if (!await MayTakeAwayOneAsync() || !await ProvedAsync())
            return;
        if (passkeys.FirstOrDefault(passkey => NameOf(passkey) == Input!.Passkey) is { } forgotten)
            await Accounts.RemovePasskeyAsync(account!, forgotten.CredentialId);
        said = "The passkey is removed; it signs nobody in any more.";
        await ReadAsync();
    }

    private async Task EndSessionsAsync()
    {
        if (!await ProvedAsync())
            return;
        if (Guid.TryParse(Input!.Session, out var session))
        {
            await Sessions.EndAsync(actor!.Person, new SessionId(session), SessionEnds.EndedByPerson, Http.RequestAborted);
            said = "That session has ended; it has no powers any more.";
        }
        else if (Input.Session == AllOthers)
        {
            await EndOthersAsync(SessionEnds.EndedByPerson);
            said = "Every other session has ended; none has powers any more.";
        }

        await ReadAsync();
    }

    private Task EndOthersAsync(string because) =>
        People.EndEveryAsync(actor!.Person, actor.Session, because, Http.RequestAborted);

    private async Task MakeCodesAsync() =>
        recoveryCodes = [.. await Accounts.GenerateNewTwoFactorRecoveryCodesAsync(account!, RecoveryCodes) ?? []];

    private async Task<bool> MayTakeAwayOneAsync()
    {
        if (passkeys.Count + (hasAuthenticator ? 1 : 0) == 1 && await Factor.IsAskedOfAsync(actor!.Person, Http.RequestAborted))
            refusal = AccountRefusals.LastFactor;
        return refusal is null;
    }

    private async Task<bool> ProvedAsync()
    {
        refusal = (await Proof.BySecretAsync(account!, Input!.Proof, orRecoveryCode: true)).Refusal;
        return refusal is null;
    }

    private static string NameOf(UserPasskeyInfo passkey) => Convert.ToHexString(passkey.CredentialId);

    private static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(four => new string(four)));
}
