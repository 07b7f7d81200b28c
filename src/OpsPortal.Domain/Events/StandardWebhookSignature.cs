using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace OpsPortal.Domain.Events;

/// <summary>The three headers of Standard Webhooks.</summary>
public sealed record StandardWebhookHeaders(string? Id, string? Timestamp, string? Signature);

/// <summary>
/// Standard Webhooks: HMAC-SHA256 of <c>id.timestamp.body</c> over the raw bytes, given as <c>v1,base64</c>, several parted by
/// blanks. Secrets are <c>whsec_</c> and base64; each of the given ones may have signed (rotation).
/// </summary>
public static class StandardWebhookSignature
{
    public const string SecretPrefix = "whsec_";

    private const int MostParts = 16;
    private const int LongestId = 200;

    public static SignatureVerdict Verify(
        StandardWebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, Instant now)
    {
        if (secrets.Count == 0)
            return SignatureVerdict.NoSecret;
        if (string.IsNullOrEmpty(headers.Id) || string.IsNullOrEmpty(headers.Timestamp)
            || string.IsNullOrEmpty(headers.Signature))
            return SignatureVerdict.NoHeader;
        var signatures = Read(headers.Signature);
        var inTime = SignatureTime.Check(headers.Timestamp, now);
        if (headers.Id.Length > LongestId || signatures.Count == 0 || inTime == SignatureVerdict.Malformed)
            return SignatureVerdict.Malformed;
        var good = false;
        foreach (var secret in secrets)
        {
            var expected = Mac(headers.Id, headers.Timestamp, body, secret);
            foreach (var signature in signatures)
                good |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return good ? inTime : SignatureVerdict.Wrong;
    }

    /// <summary>The headers that a provider would send: for the sandbox and for tests.</summary>
    public static StandardWebhookHeaders Sign(string id, ReadOnlySpan<byte> body, string secret, Instant at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new StandardWebhookHeaders(id, seconds, "v1," + Convert.ToBase64String(Mac(id, seconds, body, secret)));
    }

    private static List<byte[]> Read(string header)
    {
        var signatures = new List<byte[]>();
        foreach (var part in header.Split(' ', MostParts))
        {
            var bytes = new byte[32];
            if (part.StartsWith("v1,", StringComparison.Ordinal)
                && Convert.TryFromBase64String(part[3..], bytes, out var written) && written == 32)
                signatures.Add(bytes);
        }

        return signatures;
    }

    private static byte[] Mac(string id, string timestamp, ReadOnlySpan<byte> body, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static byte[] Key(string secret) => secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        ? Convert.FromBase64String(secret[SecretPrefix.Length..])
        : Encoding.UTF8.GetBytes(secret);
}
