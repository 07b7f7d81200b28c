using System.Diagnostics;
using System.Globalization;
using OpsPortal.Domain.Ledger;
using OpsPortal.Tests.Faults;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>
/// Several people sign, reject, change, give up and release one batch at the same moment. Whatever they are told, some order of
/// their moves explains it, and the money left at most once. <c>OPSPORTAL_RACE_ROUNDS</c> sets how many rounds.
/// </summary>
[Trait("Property", "P14")]
[Trait("Requirement", "PAY-5")]
public sealed class RaceTests
{
    private const int Share = 60;
    private const int RoundsOfOneStore = 400;
    private const int Lanes = 8;

    [PostgresFact]
    public async Task Batch_WhenSeveralPeopleMoveAtOnce_HasOneOutcomeThatSomeOrderExplains()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("OPSPORTAL_RACE_ROUNDS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var set) ? set : Share;
        var (watch, tally, faults) = (Stopwatch.StartNew(), new RaceTally(), new List<string>());
        for (var seed = 1; tally.Rounds < rounds && faults.Count == 0; seed++)
            faults.AddRange(await InOneStoreAsync(seed, Math.Min(RoundsOfOneStore, rounds - tally.Rounds), tally));
        await KillPlan.ReportAsync("races on Postgres", tally.Rounds, faults.Count, $"{tally}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.Equal("", string.Join('\n', faults));
        Assert.Equal(rounds, tally.Rounds);
    }

    /// <summary>The judge itself can say no: two that exclude each other never both hold.</summary>
    [Theory]
    [InlineData(RaceEnd.Released, false, true, true)]
    [InlineData(RaceEnd.Draft, true, false, true)]
    [InlineData(RaceEnd.Draft, true, true, false)]
    [InlineData(RaceEnd.Released, true, true, false)]
    [InlineData(RaceEnd.Released, true, false, false)]
    [InlineData(RaceEnd.Approved, false, false, false)]
    public void Model_OfARejectionAndARelease_ExplainsEitherAndNeverBoth(
        RaceEnd end, bool isRejected, bool isReleased, bool isExplained)
    {
        RaceResult[] results =
            [new(RaceMove.Reject, "controller1", isRejected, false), new(RaceMove.Release, "controller2", isReleased, false)];
        Assert.Equal(isExplained, RaceModel.Begin(isApproved: true, 2).Explains(results, end, 2));
    }

    private static async Task<List<string>> InOneStoreAsync(int seed, int rounds, RaceTally tally)
    {
        await using var world = await PayoutWorld.NewAsync(StoreKind.Postgres, Lanes * 2);
        var random = new Random(seed);
        var lanes = world.Payees.Chunk(2).Select(pair => new RaceLane(world, pair, random)).ToList();
        for (var round = 0; round < rounds; round++)
            if (await lanes[round % Lanes].RunAsync(tally) is { } fault)
                return [$"Seed {seed}, round {round}: {fault}"];
        var inFlight = await world.BalanceAsync(Account.SettlementPayables);
        return inFlight == 0 ? [] : [$"Seed {seed}: {inFlight} are left in flight"];
    }
}
