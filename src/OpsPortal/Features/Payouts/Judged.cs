using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>A payable with the gate's answer.</summary>
internal sealed record Judged(Payable Payable, ReleaseDecision Decision)
{
    /// <summary>Asks the gate of each payable, in their order.</summary>
    public static List<Judged> All(IReadOnlyList<Payable> payables, PolicyMatrix? matrix, Instant now) =>
        Processors.Share(payables, payable => new Judged(payable, ReleaseGate.Evaluate(payable.Facts, matrix, now)));
}

/// <summary>Pure work over many things, shared among the processors.</summary>
internal static class Processors
{
    /// <summary>Fewer are done before others could help.</summary>
    private const int FewestShared = 500;

    /// <summary>What is made of each, in their order.</summary>
    public static List<TResult> Share<T, TResult>(IReadOnlyList<T> of, Func<T, TResult> make) => of.Count < FewestShared
        ? [.. of.Select(make)]
        : [.. of.AsParallel().AsOrdered().Select(make)];
}
