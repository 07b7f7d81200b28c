using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>What became of a code that was given.</summary>
internal enum CodeCheck
{
    Wrong,

    /// <summary>Right, and not for the first time: it may have been seen.</summary>
    Used,

    Taken,
}

/// <summary>Takes the codes of authenticators, each once: of any number who give the same one, the database lets one
/// through.</summary>
[Part]
internal sealed class AuthenticatorCodes(IDbContextFactory<OpsDbContext> contexts, IClock clock)
{
    public async Task<CodeCheck> TakeAsync(UserManager<Account> accounts, Account account, string? given, CancellationToken ct)
    {
        var code = (given ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { Length: > 0 } key
            || OneTimeCode.StepOf(code, Base32.Read(key), clock.GetCurrentInstant()) is not { } step)
            return CodeCheck.Wrong;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Set<Account>().Where(one => one.Id == account.Id && one.LastCodeStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastCodeStep, step), ct);
        return rows == 1 ? CodeCheck.Taken : CodeCheck.Used;
    }
}
