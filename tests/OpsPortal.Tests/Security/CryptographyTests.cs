using System.Text.RegularExpressions;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Security;

/// <summary>The page on security lists by what the product encrypts, hashes and draws at random: by nothing else.</summary>
[Trait("Requirement", "SEC-4")]
public sealed partial class CryptographyTests
{
    [Fact]
    public void Weak_StandsNowhere() => Assert.Empty(SourceFile.Product
        .Where(file => Weak().IsMatch(file.Text)).Select(file => file.Path));

    // A lookup in a published list, which is ordered by SHA-1, protects nothing; authenticators know nothing else.
    [Fact]
    public void OldHash_StandsOnlyWhereOthersAskForIt() => Assert.Equal(["BreachedPasswords.cs", "OneTimeCode.cs"],
        SourceFile.Product.Where(file => file.Text.Contains("SHA1", StringComparison.Ordinal))
            .Select(file => file.Name).Order(StringComparer.Ordinal));

    // How long to wait before another try is no secret.
    [Fact]
    public void GuessableRandomness_OnlySpreadsRetries() => Assert.Equal(["CommandRunner.cs", "GroupCommitter.cs"],
        SourceFile.Product.Where(file => file.Text.Contains("Random.Shared", StringComparison.Ordinal)
            || file.Text.Contains("new Random(", StringComparison.Ordinal))
            .Select(file => file.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Encryption_OfOurOwn_IsAesGcmInOnePlace() => Assert.Equal(["WrappingKeys.cs"], SourceFile.Product
        .Where(file => OwnCipher().IsMatch(file.Text)).Select(file => file.Name));

    [Fact]
    public void Algorithms_AreThoseOfTheTable() => Assert.Equal(["AesGcm", "HMACSHA1", "SHA1", "SHA256"],
        SourceFile.Product.SelectMany(file => Algorithm().Matches(file.Text)).Select(found => found.Value)
            .Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\b(HMAC)?(SHA\d+|SHA3_\d+|MD5)\b|\bAes\w*\b|\bRSA\w*\b|\bECDsa\w*\b|\bRfc2898\w*\b|\bHKDF\b")]
    private static partial Regex Algorithm();

    [GeneratedRegex(@"\b(MD5|RC2|DES|TripleDES|HMACMD5|CipherMode\.ECB|DSA|RSAEncryptionPadding\.Pkcs1)\b")]
    private static partial Regex Weak();

    [GeneratedRegex(@"\b(AesGcm|AesCcm|Aes\.Create|AesManaged|ChaCha20Poly1305|RSA\.Create)\b")]
    private static partial Regex OwnCipher();
}
