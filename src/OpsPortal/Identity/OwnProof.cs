using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>
/// How somebody who is signed in proves once more that it is them: by the code of their authenticator, and by the password until
/// they have one. Failures count like those at sign-in, so that an open screen is no place to guess.
/// </summary>
[Part]
internal sealed class OwnProof(AuthenticatorCodes codes, SignInLog log)
{
    /// <summary>The means of the proof, or why it is none. A code that was used is none that was guessed: it does not count as a
    /// failure.</summary>
    /// <param name="http">The request that carries it.</param>
    /// <param name="accounts">The accounts of that request.</param>
    /// <param name="account">Whose proof it is.</param>
    /// <param name="secret">What was typed.</param>
    /// <param name="orRecoveryCode">Whether a recovery code does too: for who sets up another factor, never for money.</param>
    public async Task<Outcome<string>> GiveAsync(
        HttpContext http, UserManager<Account> accounts, Account account, string? secret, bool orRecoveryCode)
    {
        if (await accounts.IsLockedOutAsync(account))
            return AccessRefusals.LockedOut;
        var means = await accounts.GetTwoFactorEnabledAsync(account) ? SignInLog.Code : SignInLog.Password;
        var check = means == SignInLog.Code ? await codes.TakeAsync(accounts, account, secret, http.RequestAborted)
            : await accounts.CheckPasswordAsync(account, secret ?? "") ? CodeCheck.Taken : CodeCheck.Wrong;
        if (check == CodeCheck.Wrong && means == SignInLog.Code && orRecoveryCode)
            check = await RecoverAsync(accounts, account, secret);
        if (check == CodeCheck.Taken)
        {
            await accounts.ResetAccessFailedCountAsync(account);
            return means;
        }

        if (check == CodeCheck.Wrong)
            await accounts.AccessFailedAsync(account);
        var why = check == CodeCheck.Used ? AccountRefusals.UsedCode : AccessRefusals.WrongPassword;
        log.Refused(http, account, means, why);
        return why;
    }

    private static async Task<CodeCheck> RecoverAsync(UserManager<Account> accounts, Account account, string? code) =>
        (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code ?? "")).Succeeded ? CodeCheck.Taken : CodeCheck.Wrong;
}
