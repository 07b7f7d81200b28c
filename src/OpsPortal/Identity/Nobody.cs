using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity;

/// <summary>Checks a password against nobody's: an address without an account takes as long as one with it.</summary>
internal static class Nobody
{
    private static string? hash;

    public static void Check(UserManager<Account> accounts, string? password)
    {
        var account = new Account();
        hash ??= accounts.PasswordHasher.HashPassword(account, Guid.NewGuid().ToString());
        _ = accounts.PasswordHasher.VerifyHashedPassword(account, hash, password ?? "");
    }
}
