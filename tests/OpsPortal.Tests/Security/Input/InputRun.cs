using System.Globalization;

namespace OpsPortal.Tests.Security.Input;

/// <summary>How much of the corpus a run tries: a share that the seed draws, or all where the environment says so.</summary>
internal static class InputRun
{
    public const string All = "OPSPORTAL_INPUT_ALL";
    public const string Seed = "OPSPORTAL_INPUT_SEED";
    public const string Minutes = "OPSPORTAL_INPUT_MINUTES";

    public static bool IsWhole => Environment.GetEnvironmentVariable(All) == "1";

    /// <summary>How long a whole run takes with each reader, unless the environment says otherwise.</summary>
    public static TimeSpan WholePatience(int minutes) => TimeSpan.FromMinutes(double.TryParse(
        Environment.GetEnvironmentVariable(Minutes), CultureInfo.InvariantCulture, out var told) ? told : minutes);

    /// <summary>The seed, and how many items each place gets; null for all.</summary>
    public static (int Seed, int? Share) Read(int share) =>
        (int.TryParse(Environment.GetEnvironmentVariable(Seed), out var seed) ? seed : 1, IsWhole ? null : share);
}
