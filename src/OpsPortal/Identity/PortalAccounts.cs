using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpsPortal.Identity;

/// <summary>The framework's accounts, with recovery codes of our own making.</summary>
internal sealed class PortalAccounts(
    IUserStore<Account> store, IOptions<IdentityOptions> options, IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> users, IEnumerable<IPasswordValidator<Account>> passwords, ILookupNormalizer names,
    IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Account>> logger)
    : UserManager<Account>(store, options, hasher, users, passwords, names, errors, services, logger)
{
    protected override string CreateTwoFactorRecoveryCode() => RecoveryCode.New();
}
