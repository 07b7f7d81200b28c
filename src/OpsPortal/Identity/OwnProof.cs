using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>
/// How somebody who is signed in proves once more that it is them: by the code of their authenticator, or by the password until
/// they have one. Failures count like those at sign-in, so that an open screen is no place to guess.
/// </summary>
internal sealed class OwnProof(SignInManager<Account> signIn, AuthenticatorCodes codes, SignInLog log)
{
    private UserManager<Account> Accounts => signIn.UserManager;

    /// <summary>The means of the proof, or why it is none. A recovery code serves who changes how they sign in, never
    /// money.</summary>
    public async Task<Outcome<string>> BySecretAsync(Account account, string? secret, bool orRecoveryCode)
    {
        if (!await Accounts.GetTwoFactorEnabledAsync(account))
            return await ByPasswordAsync(account, secret);
        return await JudgedAsync(account, SignInLog.Code, AccessRefusals.WrongPassword, async () =>
        {
            var check = await codes.TakeAsync(Accounts, account, secret, signIn.Context.RequestAborted);
            return check == CodeCheck.Wrong && orRecoveryCode
                ? Check((await Accounts.RedeemTwoFactorRecoveryCodeAsync(account, secret ?? "")).Succeeded)
                : check;
        });
    }

    public Task<Outcome<string>> ByPasswordAsync(Account account, string? password) =>
        JudgedAsync(account, SignInLog.Password, AccessRefusals.WrongPassword, async () =>
            Check(await Accounts.CheckPasswordAsync(account, password ?? "")));

    /// <summary>Another person's passkey on the same device proves that person, not this one.</summary>
    public Task<Outcome<string>> ByPasskeyAsync(Account account, string credential) =>
        JudgedAsync(account, SignInLog.Passkey, AccountRefusals.PasskeyNotYours, async () =>
        {
            var shown = await signIn.PerformPasskeyAssertionAsync(credential);
            return Check(shown.Succeeded && shown.User.Id == account.Id);
        });

    private static CodeCheck Check(bool isRight) => isRight ? CodeCheck.Taken : CodeCheck.Wrong;

    // A code that was used is none that was guessed: it does not count as a failure.
    private async Task<Outcome<string>> JudgedAsync(Account account, string means, Refusal wrong, Func<Task<CodeCheck>> check)
    {
        if (await Accounts.IsLockedOutAsync(account))
            return AccessRefusals.LockedOut;
        var found = await check();
        if (found == CodeCheck.Taken)
        {
            await Accounts.ResetAccessFailedCountAsync(account);
            return means;
        }

        if (found == CodeCheck.Wrong)
            await Accounts.AccessFailedAsync(account);
        var why = found == CodeCheck.Used ? AccountRefusals.UsedCode : wrong;
        log.Refused(signIn.Context, account, means, why);
        return why;
    }
}
