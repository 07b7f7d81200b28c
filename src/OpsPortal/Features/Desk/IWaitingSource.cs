using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Desk;

/// <summary>A room that knows what waits for a person. Found by scanning; one that cannot be read is shown as unavailable, never
/// as empty.</summary>
internal interface IWaitingSource
{
    string Room { get; }

    /// <summary>What a person must hold for anything of this room to wait for them.</summary>
    Permission Permission { get; }

    Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading);
}

/// <summary>One thing that waits.</summary>
/// <param name="What">The thing and what to do with it.</param>
/// <param name="Why">Why it waits.</param>
/// <param name="DueAt">The outside deadline, if there is one.</param>
internal sealed record Waiting(string What, string Why, string Href, Instant Since, Instant? DueAt = null, Money? Amount = null);
