using System.Globalization;
using OpsPortal.Tests.Faults;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Lives in the app's process and keeps in a file the most bytes that its managed heap had.</summary>
internal sealed class HeapWatch(string file) : IStowaway
{
    private const string Variable = "OPSPORTAL_TEST_HEAP";
    private const int StepMilliseconds = 20;

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { [Variable] = file };

    public long PeakMegabytes => long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) / (1024 * 1024);

    public static void Begin()
    {
        if (System.Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
            new Thread(() => Look(told)) { IsBackground = true }.Start();
    }

    private static void Look(string told)
    {
        for (var peak = 0L; ; Thread.Sleep(StepMilliseconds))
        {
            if (GC.GetTotalMemory(forceFullCollection: false) is var now && now <= peak)
                continue;
            peak = now;
            File.WriteAllText(told + ".new", peak.ToString(CultureInfo.InvariantCulture));
            File.Move(told + ".new", told, overwrite: true);
        }
    }
}
