using System.Diagnostics;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Faults;
using OpsPortal.Tests.Flows;

namespace OpsPortal.Tests.Simulation;

/// <summary>
/// Worlds made from seeds, in which everything breaks that can, and which must come to rest when it stops. Each world is judged
/// by what its people, payers, provider and bank know.
/// </summary>
[Trait("Property", "P1")]
[Trait("Property", "P2")]
[Trait("Property", "P5")]
[Trait("Property", "P7")]
[Trait("Property", "P8")]
[Trait("Property", "P9")]
[Trait("Property", "P10")]
public sealed class SimulationTests
{
    private const int Share = 3;
    private const int Steps = 160;
    private static readonly Duration Rest = Duration.FromHours(1);
    private static readonly Duration Pause = Duration.FromMinutes(4);

    [Theory, OnSqlite, OnPostgres]
    public async Task World_OfAnySeed_KeepsEveryPropertyAndComesToRest(StoreKind kind)
    {
        var plan = SimulationPlan.Read(Share, Steps);
        var (watch, tally, faults) = (Stopwatch.StartNew(), new SimulationTally(), 0);
        for (var seed = plan.First; seed < plan.First + plan.Count && faults == 0; seed++)
            faults = await LiveAsync(kind, seed, plan.Steps, tally);
        await KillPlan.ReportAsync($"simulation on {kind}", tally.Worlds, faults,
            $"{tally}; seeds from {plan.First}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.True(faults == 0, tally.LastWords);
    }

    private static async Task<int> LiveAsync(StoreKind kind, int seed, int steps, SimulationTally tally)
    {
        await using var world = await Simulation.NewAsync(kind, seed);
        IReadOnlyList<string> faults = [];
        try
        {
            faults = await FaultsAsync(world, steps);
        }
        catch (Exception trouble)
        {
            faults = [$"A step broke: {trouble}"];
        }

        tally.Add(world, faults.Count == 0 ? null : $"""
            Seed {seed} on {kind}; OPSPORTAL_SIM_SEED={seed} tries it again.
            {string.Join('\n', faults.Take(12))}
            {string.Join('\n', world.Story)}
            """);
        return faults.Count;
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(Simulation world, int steps)
    {
        var (money, log) = (new MoneyJudge(world), new LogJudge(world));
        for (var step = 0; step < steps; step++)
        {
            await world.StepAsync();
            if (await AfterStepAsync(world, log, isWhole: step % 20 == 19) is { Count: > 0 } broken)
                return broken;
        }

        world.StopFaults();
        await RestAsync(world);
        if (await OldUnknowns.SettleAsync(world) > 0)
            await RestAsync(world);
        if (await AfterStepAsync(world, log, isWhole: true) is { Count: > 0 } late)
            return late;
        await using var db = await world.House.DbAsync();
        return
        [
            .. await money.RestlessAsync(db), .. await money.P7Async(db), .. await money.SettledAsync(db),
            .. await money.P2Async(db), .. await log.P10Async(db),
            .. (await VerifyCommand.FindingsAsync(db, default)).Where(finding => !finding.Holds)
                .Select(finding => $"P1, P2, P10: {finding.What}: {finding.Words}"),
        ];
    }

    private static async Task<IReadOnlyList<string>> AfterStepAsync(Simulation world, LogJudge log, bool isWhole)
    {
        await using var db = await world.House.DbAsync();
        return
        [
            .. world.Bank.Faults, .. await MoneyJudge.P1Async(db), .. await log.P9Async(db),
            .. ApprovalJudge.P7(world.Memory, world.Bank.Sendings),
            .. ApprovalJudge.P5(world.Memory, world.Bank.Taken.Values),
            .. ApprovalJudge.P8(world.Memory, world.Bank.Taken.Values),
            .. isWhole ? await StoreInvariants.OfBooksAsync(db) : [],
        ];
    }

    /// <summary>Whatever the outside world still has to say it says; an hour after its last word all must be at rest.</summary>
    private static async Task RestAsync(Simulation world)
    {
        var outside = new OutsideActs(world);
        for (var until = world.House.Now + Rest; world.House.Now < until;)
        {
            await outside.DeliverAsync();
            await outside.TickAsync();
            world.House.Advance(Duration.Max(Pause, world.Courier.NextDue - world.House.Now ?? Pause));
            if (!world.Courier.IsEmpty)
                until = world.House.Now + Rest;
        }
    }
}
