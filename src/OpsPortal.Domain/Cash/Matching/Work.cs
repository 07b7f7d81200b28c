namespace OpsPortal.Domain.Cash.Matching;

/// <summary>The same work for each position, on several processors where there is much of it. What is done for one position
/// must not depend on another.</summary>
internal static class Work
{
    /// <summary>Fewer positions are done sooner by one.</summary>
    private const int FewestShared = 20_000;

    private const int RunLength = 1024;

    public static void Each(int count, Action<int> work) => EachRun(count, (from, end) =>
    {
        for (var i = from; i < end; i++)
            work(i);
    });

    /// <summary>The same by runs of neighbours, from the first up to but not with the last.</summary>
    public static void EachRun(int count, Action<int, int> work)
    {
        if (count < FewestShared)
            work(0, count);
        else
            Parallel.For(0, (count + RunLength - 1) / RunLength,
                run => work(run * RunLength, Math.Min(count, (run + 1) * RunLength)));
    }
}
