using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>Loaded into a measured process by the runtime (<c>DOTNET_STARTUP_HOOKS</c>): at SIGUSR1 it collects all garbage and
/// writes how many bytes are left to a file.</summary>
internal static class StartupHook
{
    public const string FileVariable = "OPSPORTAL_BENCH_HEAP";
    public const int Signal = 10;

    private static PosixSignalRegistration? listening;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file)
            return;
        listening = PosixSignalRegistration.Create((PosixSignal)Signal, context =>
        {
            context.Cancel = true;
            for (var i = 0; i < 3; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            File.WriteAllText(file + ".new", GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
            File.Move(file + ".new", file, overwrite: true);
        });
    }
}
