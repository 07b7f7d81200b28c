using System.Globalization;
using System.Threading.RateLimiting;

namespace OpsPortal.Api;

/// <summary>How many calls a key may make: a minute's worth at once, and then as they come back.</summary>
[Part]
internal sealed class ApiPace : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<ApiKeyId> calls;

    public ApiPace(IConfiguration configuration)
    {
        var most = configuration.GetValue("Api:CallsPerMinute", 1200);
        calls = PartitionedRateLimiter.Create<ApiKeyId, ApiKeyId>(key => RateLimitPartition.GetTokenBucketLimiter(
            key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = most, TokensPerPeriod = Math.Max(1, most / 60), ReplenishmentPeriod = Step, AutoReplenishment = true,
            }));
    }

    /// <summary>False where the key must wait; the answer then says for how long.</summary>
    public bool Lets(ApiKeyId key, HttpContext http)
    {
        using var lease = calls.AttemptAcquire(key);
        if (!lease.IsAcquired)
            http.Response.Headers.RetryAfter = ((int)Step.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return lease.IsAcquired;
    }

    public void Dispose() => calls.Dispose();
}
