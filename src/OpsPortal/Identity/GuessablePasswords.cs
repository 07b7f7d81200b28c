using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity;

/// <summary>
/// Refuses long passwords that are made of what everybody tries first: the words of leaked lists, runs of keys, the name of the
/// person or of this portal, with digits around them. What is left without those must still be a word or two.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    /// <summary>So many letters must stand beside what everybody tries.</summary>
    private const int FewestOwnLetters = 8;

    private const int FewestDifferent = 6;

    private const int ShortestName = 4;

    private static readonly string[] Tried =
    [
        "opsportal", "ops-portal", "password", "passwort", "passw0rd", "p@ssw0rd", "motdepasse", "contrasena", "welcome",
        "willkommen", "letmein", "iloveyou", "changeme", "administrator", "admin", "controller", "finance", "secret", "dragon",
        "monkey", "football", "baseball", "princess", "sunshine", "superman", "batman", "master", "shadow", "trustno1", "qwerty",
        "qwertz", "azerty", "asdfgh", "zxcvbn", "yxcvbn", "1q2w3e4r", "abcdefgh", "summer", "winter", "spring", "autumn",
        "monday", "friday", "january", "december", "company", "payment", "test", "demo",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(IsGuessable(password ?? "", [user.Email?.Split('@')[0] ?? "", user.UserName ?? ""])
            ? IdentityResult.Failed(new IdentityError
            {
                Code = "Guessable", Description = "It is made of words and runs that are tried first, or of your own name.",
            })
            : IdentityResult.Success);

    internal static bool IsGuessable(string password, IReadOnlyList<string> names)
    {
        var left = password.ToLowerInvariant();
        if (left.Distinct().Count() < FewestDifferent)
            return true;
        var own = names.SelectMany(name => name.ToLowerInvariant().Split('.', '-', '_', '+', '@', ' '))
            .Where(part => part.Length >= ShortestName);
        foreach (var word in Tried.Concat(own).OrderByDescending(word => word.Length))
            left = left.Replace(word, "", StringComparison.Ordinal);
        return left.Count(char.IsLetter) < FewestOwnLetters;
    }
}
