using System.Threading.RateLimiting;

namespace OpsPortal.Access;

/// <summary>A limit that each one has for itself, and that begins anew with each window of time.</summary>
internal static class FixedWindow
{
    public static PartitionedRateLimiter<TKey> Of<TKey>(int most, TimeSpan window)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(whose => RateLimitPartition.GetFixedWindowLimiter(
            whose, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window }));
}
