using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using OpsPortal.Data;

namespace OpsPortal.Identity;

/// <summary>The framework's store of accounts, which keeps recovery codes as hashes.</summary>
internal sealed class AccountStore(OpsDbContext db, IdentityErrorDescriber? errors = null)
    : UserOnlyStore<Account, OpsDbContext, Guid>(db, errors)
{
    /// <summary>Under which the framework keeps what belongs to a second factor.</summary>
    public const string SecondFactorTokens = "[AspNetUserStore]";

    private const string RecoveryCodes = "RecoveryCodes";

    public override Task ReplaceCodesAsync(
        Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        KeepAsync(user, recoveryCodes.Select(RecoveryCode.HashOf), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var kept = await GetTokenAsync(user, SecondFactorTokens, RecoveryCodes, cancellationToken) ?? "";
        var left = kept.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(RecoveryCode.HashOfKept).ToList();
        if (!left.Remove(RecoveryCode.HashOf(code)))
            return false;
        await KeepAsync(user, left, cancellationToken);
        return true;
    }

    /// <summary>Reads the account anew, as somebody else has left it.</summary>
    public Task ReloadAsync(Account account, CancellationToken ct) => Context.Entry(account).ReloadAsync(ct);

    private Task KeepAsync(Account user, IEnumerable<string> hashes, CancellationToken ct) =>
        SetTokenAsync(user, SecondFactorTokens, RecoveryCodes, string.Join(';', hashes), ct);
}
