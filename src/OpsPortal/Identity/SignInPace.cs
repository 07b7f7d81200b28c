using System.Threading.RateLimiting;
using OpsPortal.Access;

namespace OpsPortal.Identity;

/// <summary>
/// How often one address may fail to sign in: whoever tries one password on many accounts is not stopped by the lock of any of
/// them. Only failures count.
/// </summary>
[Part]
internal sealed class SignInPace : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<string> failures;

    public SignInPace(IConfiguration configuration) =>
        failures = FixedWindow.Of<string>(configuration.GetValue("Sessions:FailuresOfAnAddress", 30), Window);

    public bool IsExhausted(HttpContext http) => failures.GetStatistics(AddressOf(http))?.CurrentAvailablePermits == 0;

    public void CountFailure(HttpContext http) => failures.AttemptAcquire(AddressOf(http)).Dispose();

    public void Dispose() => failures.Dispose();

    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
