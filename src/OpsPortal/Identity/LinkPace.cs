using System.Threading.RateLimiting;

namespace OpsPortal.Identity;

/// <summary>
/// How many links for a new password may be asked for within an hour: for one account, so that nobody's mailbox is filled, and
/// from one address. What was typed counts, whether or not an account has it, so that a refusal does not tell.
/// </summary>
[Part]
internal sealed class LinkPace : IDisposable
{
    public const int MostOfAnAccount = 3;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> accounts = Hourly(MostOfAnAccount);
    private readonly PartitionedRateLimiter<string> addresses;

    public LinkPace(IConfiguration configuration) =>
        addresses = Hourly(configuration.GetValue("Sessions:LinksOfAnAddress", 20));

    /// <summary>False where no more may be asked for now.</summary>
    public bool Lets(HttpContext http, string email)
    {
        using var ofAddress = addresses.AttemptAcquire(SignInPace.AddressOf(http));
        if (!ofAddress.IsAcquired)
            return false;
        using var ofAccount = accounts.AttemptAcquire(email.ToUpperInvariant());
        return ofAccount.IsAcquired;
    }

    public void Dispose()
    {
        accounts.Dispose();
        addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> Hourly(int most) =>
        PartitionedRateLimiter.Create<string, string>(whose => RateLimitPartition.GetFixedWindowLimiter(
            whose, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = Window }));
}
