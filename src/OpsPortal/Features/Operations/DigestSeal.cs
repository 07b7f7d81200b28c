using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace OpsPortal.Features.Operations;

/// <summary>Signs digests with keys that lie outside the database, so that who changes both the books and a digest is
/// found.</summary>
[Part]
internal sealed class DigestSeal(IDataProtectionProvider keys)
{
    private readonly IDataProtector protector = keys.CreateProtector("digest");

    public Digest Sign(Digest digest) =>
        digest with { Signature = Convert.ToBase64String(protector.Protect(HashOf(digest))) };

    public bool IsGenuine(Digest digest)
    {
        try
        {
            return digest.Signature is { } signature
                && HashOf(digest).AsSpan().SequenceEqual(protector.Unprotect(Convert.FromBase64String(signature)));
        }
        catch (Exception trouble) when (trouble is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static byte[] HashOf(Digest digest) =>
        SHA256.HashData(Encoding.UTF8.GetBytes((digest with { Signature = null }).ToJson()));
}
