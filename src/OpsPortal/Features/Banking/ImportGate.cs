using System.Diagnostics;

namespace OpsPortal.Features.Banking;

/// <summary>
/// How many bank files one node takes at once, and how long one may be read: the settings <c>Banking:ImportsAtOnce</c> (2),
/// <c>Banking:WaitSeconds</c> (60) and <c>Banking:ReadSeconds</c> (600). Whoever finds no place in time is told so.
/// </summary>
[Part]
internal sealed class ImportGate(IConfiguration configuration) : IDisposable
{
    private readonly SemaphoreSlim places = new(Math.Max(1, configuration.GetValue("Banking:ImportsAtOnce", 2)));
    private readonly TimeSpan wait = TimeSpan.FromSeconds(configuration.GetValue("Banking:WaitSeconds", 60.0));

    /// <summary>The longest time in which a file must be read and judged.</summary>
    public TimeSpan Longest { get; } = TimeSpan.FromSeconds(configuration.GetValue("Banking:ReadSeconds", 600.0));

    /// <summary>A place, given back when it is disposed; null where none became free in time.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken ct) =>
        await places.WaitAsync(wait, ct) ? new Place(places) : null;

    public bool IsTooLong(long startedAt) => Stopwatch.GetElapsedTime(startedAt) > Longest;

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref given, 1) == 0)
                places.Release();
        }
    }
}
