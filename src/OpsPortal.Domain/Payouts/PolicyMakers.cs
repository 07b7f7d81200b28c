using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>A version of the policy matrix or of the approval policy: who made it and from when it holds.</summary>
public sealed record PolicyMade(PersonId By, string Policy, int Number, Instant From)
{
    /// <summary>From when its maker's signatures count again.</summary>
    public Instant SignsFrom => From + PolicyMakers.Wait;
}

/// <summary>Who has just changed what is asked of payouts does not sign them for a day: nobody loosens and approves at
/// once.</summary>
public static class PolicyMakers
{
    public static readonly Duration Wait = RoleCooling.Wait;

    /// <summary>The person's newest version that keeps their signature from counting now, or null. A later version by somebody
    /// else does not end the wait, and one that does not hold yet does not begin it.</summary>
    public static PolicyMade? Excluding(PersonId person, IEnumerable<PolicyMade> versions, Instant now) =>
        versions.Where(made => made.By == person && made.From <= now && now < made.SignsFrom).MaxBy(made => made.From);
}
