using System.Globalization;
using NodaTime;

namespace OpsPortal.Domain.Events;

/// <summary>The signed time may differ from ours by five minutes, either way.</summary>
public static class SignatureTime
{
    public const long ToleranceSeconds = 300;

    internal static SignatureVerdict Check(string seconds, Instant now)
    {
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var signedAt)
            || signedAt > 99_999_999_999)
            return SignatureVerdict.Malformed;
        var age = now.ToUnixTimeSeconds() - signedAt;
        if (age > ToleranceSeconds)
            return SignatureVerdict.TooOld;
        return age < -ToleranceSeconds ? SignatureVerdict.FromTheFuture : SignatureVerdict.Good;
    }
}
