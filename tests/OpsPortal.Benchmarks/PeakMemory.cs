using System.Diagnostics;

namespace OpsPortal.Benchmarks;

/// <summary>The process's working set at its highest, above what it was at the beginning.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private readonly long idle;
    private readonly Timer looking;
    private long peak;

    public PeakMemory()
    {
        GC.Collect();
        peak = idle = Process.GetCurrentProcess().WorkingSet64;
        looking = new Timer(_ => peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64), null, 0, 20);
    }

    public double AboveMegabytes => (peak - idle) / 1024.0 / 1024.0;

    public ValueTask DisposeAsync() => looking.DisposeAsync();
}
