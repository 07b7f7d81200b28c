namespace OpsPortal.Domain.Cash.Matching;

/// <summary>The same work for each position, on several processors where there is much of it. What is done for one position
/// must not depend on another.</summary>
internal static class Work
{
    /// <summary>Fewer positions are done sooner by one.</summary>
    private const int FewestShared = 20_000;

    private const int Share = 4096;

    public static void Each(int count, Action<int> work)
    {
        if (count < FewestShared)
        {
            for (var i = 0; i < count; i++)
                work(i);
            return;
        }

        Parallel.For(0, (count + Share - 1) / Share, share =>
        {
            for (var i = share * Share; i < Math.Min(count, (share + 1) * Share); i++)
                work(i);
        });
    }
}
