using System.Threading.RateLimiting;

namespace OpsPortal.Access;

/// <summary>How much one person may ask for within a minute, by all their pages together: far more than anybody looks at, and far
/// less than a program takes. Keys of the API have a pace of their own; jobs have none.</summary>
[Part]
internal sealed class ReadPace : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<PersonId> reads;

    public ReadPace(IConfiguration configuration) =>
        reads = FixedWindow.Of<PersonId>(configuration.GetValue("Sessions:ReadsPerMinute", 3_000), Window);

    /// <summary>False where the person must wait.</summary>
    public bool Lets(Actor actor)
    {
        if (actor.IsSystem || actor.ApiKey is not null)
            return true;
        using var lease = reads.AttemptAcquire(actor.Person);
        return lease.IsAcquired;
    }

    public void Dispose() => reads.Dispose();
}
