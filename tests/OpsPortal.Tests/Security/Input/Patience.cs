using System.Diagnostics;

namespace OpsPortal.Tests.Security.Input;

/// <summary>How long an answer to bad input may take. A machine that has other work may pause, so what took too long is tried
/// once more, and is a fault if it takes too long again.</summary>
internal static class Patience
{
    /// <summary>What <paramref name="attempt"/> found wrong, or that it took longer than the limit twice; null when all is
    /// well.</summary>
    public static async Task<string?> FaultAsync(TimeSpan limit, Func<Task<string?>> attempt)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            var started = Stopwatch.GetTimestamp();
            var fault = await attempt();
            var took = Stopwatch.GetElapsedTime(started);
            if (fault is not null || took <= limit)
                return fault;
            if (isSecond)
                return $"took {took.TotalSeconds:0.0} s, twice too long";
        }
    }
}
