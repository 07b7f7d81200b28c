using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpsPortal.Tests.Hosting;

/// <summary>What an authenticator app shows for a key: RFC 6238 with SHA-1, six digits and thirty seconds.</summary>
internal static class AuthenticatorCode
{
    public static string Of(string key, Instant at)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, at.ToUnixTimeSeconds() / 30);
        // The standard of authenticator apps is SHA-1.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Bytes(key), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return $"{number % 1_000_000:D6}";
    }

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(letter =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
