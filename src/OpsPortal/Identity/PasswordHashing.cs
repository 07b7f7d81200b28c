using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpsPortal.Identity;

/// <summary>How passwords are hashed, in the app and wherever an account is made without it. One that was hashed with fewer
/// rounds is hashed anew when its person signs in.</summary>
internal static class PasswordHashing
{
    /// <summary>What OWASP advises today for the PBKDF2 of the framework.</summary>
    public const int Rounds = 210_000;

    public static void Rules(PasswordHasherOptions options) => options.IterationCount = Rounds;

    public static string HashOf(string password)
    {
        var options = new PasswordHasherOptions();
        Rules(options);
        return new PasswordHasher<Account>(Options.Create(options)).HashPassword(new Account(), password);
    }
}
