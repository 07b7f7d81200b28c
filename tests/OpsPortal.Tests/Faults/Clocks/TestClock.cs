using System.Globalization;

namespace OpsPortal.Tests.Faults.Clocks;

/// <summary>The clock of the app's process, which can go wrong and come right while it runs.</summary>
internal sealed class TestClock(string folder) : IStowaway
{
    /// <summary>The variable that names the store's folder to the app's process.</summary>
    public const string Variable = "OPSPORTAL_TEST_CLOCK";

    private string Slip => Path.Combine(folder, "clock.ahead");

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { [Variable] = folder };

    /// <summary>How far it is ahead of the true time, at this moment and in the app's process too.</summary>
    public Duration Ahead
    {
        get => File.Exists(Slip) ? Duration.FromSeconds(long.Parse(File.ReadAllText(Slip), CultureInfo.InvariantCulture))
            : Duration.Zero;
        set
        {
            File.WriteAllText(Slip + ".new", ((long)value.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            File.Move(Slip + ".new", Slip, overwrite: true);
        }
    }
}
