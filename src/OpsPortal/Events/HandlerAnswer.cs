using OpsPortal.Access;
using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>What the handling of one event came to. Exceptions are for what is broken: they are retried.</summary>
internal abstract record HandlerAnswer
{
    private HandlerAnswer()
    {
    }

    public static HandlerAnswer Done(string result) => new Finished(result);

    /// <summary>Its prerequisite is not here yet; it waits as long as its rail allows.</summary>
    public static HandlerAnswer Wait(string reason) => new Early(reason, null);

    /// <summary>The provider itself names the time at which it takes effect.</summary>
    public static HandlerAnswer WaitUntil(Instant until, string reason) => new Early(reason, until);

    public static HandlerAnswer Ignore(string reason) => new Passed(reason);

    /// <summary>No retry will mend it: a person must look.</summary>
    public static HandlerAnswer GiveUp(Refusal refusal) => new Hopeless(refusal);

    internal sealed record Finished(string Result) : HandlerAnswer;

    internal sealed record Early(string Reason, Instant? Until) : HandlerAnswer;

    internal sealed record Passed(string Reason) : HandlerAnswer;

    internal sealed record Hopeless(Refusal Refusal) : HandlerAnswer;
}

/// <summary>Handles one kind of event in the sweep's transaction. Handling the same event twice changes nothing the second
/// time.</summary>
internal interface IHandleProviderEvent
{
    IReadOnlyList<ProviderEventKind> Kinds { get; }

    Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened);
}

/// <summary>Where the events of single payouts go: the payouts room puts them into effect.</summary>
internal interface IPayoutItemEvents
{
    /// <summary><see cref="ProviderEvent.InstructionKey"/> names the instruction, <see cref="ProviderEvent.Reference"/> the
    /// provider's payout.</summary>
    Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened);
}
