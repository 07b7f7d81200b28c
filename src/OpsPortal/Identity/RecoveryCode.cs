using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Identity;

/// <summary>
/// A code for when the authenticator is not at hand: 120 random bits in groups of four signs. Only its SHA-256 is kept, which
/// suffices for what cannot be guessed; spaces, dashes and case do not matter when it is typed.
/// </summary>
internal static class RecoveryCode
{
    private const int Bytes = 15;
    private const string Mark = "sha256:";

    public static string New() =>
        string.Join('-', Base32.Of(RandomNumberGenerator.GetBytes(Bytes)).Chunk(4).Select(four => new string(four)));

    public static string HashOf(string typed)
    {
        var plain = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Mark + Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(plain)));
    }

    /// <summary>What is kept, as a hash: older codes were kept as they are.</summary>
    public static string HashOfKept(string kept) => kept.StartsWith(Mark, StringComparison.Ordinal) ? kept : HashOf(kept);
}
