using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace OpsPortal.Domain.Access;

/// <summary>
/// The six digits that an authenticator shows for thirty seconds: RFC 6238 with HMAC-SHA1, as every app does it. A code counts
/// while it is shown, and for ten seconds more, for who was still typing it.
/// </summary>
public static class OneTimeCode
{
    public static readonly Duration Step = Duration.FromSeconds(30);

    public static readonly Duration Grace = Duration.FromSeconds(10);

    private const int Numbers = 1_000_000;

    /// <summary>The number of the step that an instant lies in, counted from 1970.</summary>
    public static long StepAt(Instant now) => now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The code of one step, by the key that authenticator and server share.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Authenticator apps know HMAC-SHA1 and nothing else.")]
    public static string Of(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(key, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % Numbers).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code was given; null when it is the code of none that counts now.</summary>
    public static long? StepOf(string code, byte[] key, Instant now)
    {
        var step = StepAt(now);
        if (IsOf(step, code, key))
            return step;
        return now < Instant.FromUnixTimeSeconds(0) + (step * Step) + Grace && IsOf(step - 1, code, key) ? step - 1 : null;
    }

    private static bool IsOf(long step, string code, byte[] key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(Of(key, step)));
}
