using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace OpsPortal.Domain.Events;

/// <summary>
/// Stripe's scheme: <c>Stripe-Signature: t=seconds,v1=hex[,v1=hex]</c>, HMAC-SHA256 of <c>t.body</c> over the raw bytes.
/// Each of the given secrets may have signed (rotation); other schemes in the header are passed over.
/// </summary>
public static class StripeSignature
{
    private const int MostParts = 16;

    public static SignatureVerdict Verify(string? header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, Instant now)
    {
        if (secrets.Count == 0)
            return SignatureVerdict.NoSecret;
        if (string.IsNullOrEmpty(header))
            return SignatureVerdict.NoHeader;
        var (time, signatures) = Read(header);
        if (time is null || signatures.Count == 0)
            return SignatureVerdict.Malformed;
        var inTime = SignatureTime.Check(time, now);
        if (inTime == SignatureVerdict.Malformed)
            return inTime;
        return Matches(time, body, signatures, secrets) ? inTime : SignatureVerdict.Wrong;
    }

    /// <summary>The header that Stripe would send: for the sandbox and for tests.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret, Instant at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Mac(seconds, body, secret))}";
    }

    private static (string? Time, List<byte[]> Signatures) Read(string header)
    {
        string? time = null;
        var signatures = new List<byte[]>();
        foreach (var part in header.Split(',', MostParts))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
                continue;
            var (name, value) = (part[..at].Trim(), part[(at + 1)..].Trim());
            if (name == "t")
                time ??= value;
            else if (name == "v1" && value.Length == 64 && value.All(char.IsAsciiHexDigit))
                signatures.Add(Convert.FromHexString(value));
        }

        return (time, signatures);
    }

    private static bool Matches(string time, ReadOnlySpan<byte> body, List<byte[]> signatures, IReadOnlyList<string> secrets)
    {
        var good = false;
        foreach (var secret in secrets)
        {
            var expected = Mac(time, body, secret);
            foreach (var signature in signatures)
                good |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return good;
    }

    private static byte[] Mac(string time, ReadOnlySpan<byte> body, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(time + "."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
