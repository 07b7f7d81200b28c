using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity;

/// <summary>Tells the framework who has an authenticator, so that the right password alone does not forget the failures of their
/// codes; codes themselves are taken as everywhere.</summary>
internal sealed class AuthenticatorProvider(AuthenticatorCodes codes) : AuthenticatorTokenProvider<Account>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user) =>
        await codes.TakeAsync(manager, user, token, CancellationToken.None) == CodeCheck.Taken;
}
