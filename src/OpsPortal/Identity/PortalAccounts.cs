using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpsPortal.Identity;

/// <summary>The framework's accounts, with recovery codes of our own making, and failures that all count.</summary>
internal sealed class PortalAccounts(
    IUserStore<Account> store, IOptions<IdentityOptions> options, IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> users, IEnumerable<IPasswordValidator<Account>> passwords, ILookupNormalizer names,
    IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Account>> logger)
    : UserManager<Account>(store, options, hasher, users, passwords, names, errors, services, logger)
{
    private const int MostTries = 100;

    /// <summary>Of several failures at once the framework keeps one and forgets those that lost against it; here they are
    /// counted one after the other.</summary>
    public override async Task<IdentityResult> AccessFailedAsync(Account user)
    {
        var counted = await base.AccessFailedAsync(user);
        for (var tries = 1; HasLost(counted) && tries < MostTries; tries++)
        {
            await ((AccountStore)Store).ReloadAsync(user, CancellationToken);
            counted = await base.AccessFailedAsync(user);
        }

        return counted;
    }

    private static bool HasLost(IdentityResult result) =>
        result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure));

    protected override string CreateTwoFactorRecoveryCode() => RecoveryCode.New();
}
