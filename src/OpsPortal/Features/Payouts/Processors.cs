namespace OpsPortal.Features.Payouts;

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
