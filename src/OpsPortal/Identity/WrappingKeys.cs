using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace OpsPortal.Identity;

/// <summary>The keys of the settings with which the data-protection keys are wrapped: the one in use, then the one before
/// it.</summary>
internal static class WrappingKeys
{
    private const int Length = 32;

    public static IReadOnlyList<byte[]> Read(IConfiguration configuration) =>
        [.. new[] { KeyWrapping.WrappingKey, $"{KeyWrapping.WrappingKey}Previous" }
            .Where(name => configuration[name] is { Length: > 0 }).Select(name => Parse(name, configuration[name]!))];

    private static byte[] Parse(string name, string text)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(text, key, out var written) && written == Length
            ? key
            : throw new InvalidOperationException(
                $"{name} must be {Length} random bytes in base64: openssl rand -base64 {Length}");
    }
}

/// <summary>Wraps an element with AES-256-GCM.</summary>
internal sealed class WrappingKeyEncryptor(byte[] key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var sealedBytes = new byte[plain.Length];
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        using var cipher = new AesGcm(key, tag.Length);
        cipher.Encrypt(nonce, plain, sealedBytes, tag);
        CryptographicOperations.ZeroMemory(plain);
        var wrapped = new XElement(
            "wrappedKey",
            new XAttribute("nonce", Convert.ToBase64String(nonce)), new XAttribute("tag", Convert.ToBase64String(tag)),
            Convert.ToBase64String(sealedBytes));
        return new EncryptedXmlInfo(wrapped, typeof(WrappingKeyDecryptor));
    }
}

/// <summary>Opens what <see cref="WrappingKeyEncryptor"/> wrapped, with the key in use or the one before it.</summary>
internal sealed class WrappingKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var nonce = Convert.FromBase64String((string)encryptedElement.Attribute("nonce")!);
        var tag = Convert.FromBase64String((string)encryptedElement.Attribute("tag")!);
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value);
        foreach (var key in WrappingKeys.Read(services.GetRequiredService<IConfiguration>()))
        {
            var plain = new byte[sealedBytes.Length];
            try
            {
                using var cipher = new AesGcm(key, tag.Length);
                cipher.Decrypt(nonce, sealedBytes, tag, plain);
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
            catch (AuthenticationTagMismatchException)
            {
                // Wrapped with another key: the next one may fit.
            }
        }

        throw new CryptographicException(
            $"A data-protection key is wrapped with a key that {KeyWrapping.WrappingKey} no longer names.");
    }
}
