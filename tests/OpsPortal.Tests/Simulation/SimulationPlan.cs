using System.Globalization;

namespace OpsPortal.Tests.Simulation;

/// <summary>
/// Which seeds are tried. Without settings it is the fixed share of ordinary test runs; <c>OPSPORTAL_SIM_SEEDS</c> tries as many,
/// from <c>OPSPORTAL_SIM_SEED</c> on, which alone tries one seed again.
/// </summary>
internal sealed record SimulationPlan(int First, int Count, int Steps)
{
    private const int UsualSeed = 1;

    public static SimulationPlan Read(int share, int steps)
    {
        var (first, count) = (Number("SEED"), Number("SEEDS"));
        return new SimulationPlan(first ?? UsualSeed, count ?? (first is null ? share : 1), Number("STEPS") ?? steps);
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable($"OPSPORTAL_SIM_{name}"),
        NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : null;
}
