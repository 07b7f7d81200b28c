using System.Threading.RateLimiting;
using OpsPortal.Access;

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

    private readonly PartitionedRateLimiter<string> accounts = FixedWindow.Of<string>(MostOfAnAccount, Window);
    private readonly PartitionedRateLimiter<string> addresses;

    public LinkPace(IConfiguration configuration) =>
        addresses = FixedWindow.Of<string>(configuration.GetValue("Sessions:LinksOfAnAddress", 20), Window);

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
}
