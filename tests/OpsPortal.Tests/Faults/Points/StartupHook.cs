using OpsPortal.Tests.Faults.Clocks;
using OpsPortal.Tests.Faults.Disk;
using OpsPortal.Tests.Faults.Points;
using OpsPortal.Tests.Security.Input;

/// <summary>
/// The runtime calls this in the app's process before its own first line (<c>DOTNET_STARTUP_HOOKS</c>): the product itself knows
/// nothing of the points at which it is killed, nor of the disk that loses power or the clock that jumps.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        PointWatch.Begin();
        DiskWatch.Begin();
        UnsyncedCommits.Begin();
        ClockWatch.Begin();
        HeapWatch.Begin();
    }
}
