using OpsPortal.Access;

namespace OpsPortal.Jobs;

/// <summary>
/// Work that a clock starts. The truth about what is to be done stands in tables and is claimed there, so a tick that comes
/// twice, on one node or on two, does no harm.
/// </summary>
internal interface IBackgroundJob
{
    /// <summary>A short stable name, such as <c>inbox-sweep</c>.</summary>
    string Name { get; }

    /// <summary>What it is for, in one sentence.</summary>
    string Purpose { get; }

    TimeSpan Every { get; }

    /// <summary>Does what is due and says in a few words what was done; "nothing" when there was nothing.</summary>
    Task<string> RunAsync(Actor actor, CancellationToken ct);
}
