using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Jobs;
using OpsPortal.Jobs;

namespace OpsPortal.Tests.Jobs;

public sealed class JobRunnerTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Run_ThatFindsNothingToDo_IsShownAtOnceAndWrittenDownOnceAMinute(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var runner = world.Use<JobRunner>();

        for (var i = 0; i < 5; i++)
        {
            await runner.RunAsync("inbox-sweep", default);
            world.Clock.Advance(Duration.FromSeconds(2));
        }

        Assert.Equal(1, (await StateAsync(world)).Runs);
        Assert.Equal(world.Now - Duration.FromSeconds(2), (await RowAsync(world)).LastRunAt);
        world.Clock.Advance(Duration.FromMinutes(1));
        await runner.RunAsync("inbox-sweep", default);
        var state = await StateAsync(world);
        Assert.Equal((6, world.Now, (Instant?)null, 0),
            (state.Runs, state.LastRunAt!.Value, state.LastEffectAt, state.FailuresInARow));
    }

    [Fact]
    public void State_AfterAFailure_IsGoodAgainWhenARunFindsNothingToDo()
    {
        var at = Instant.FromUtc(2026, 3, 2, 9, 0);
        var state = new JobState("a-job", "here");

        state.Failed(at, 5, "The server is away.");
        Assert.Equal(1, state.FailuresInARow);
        state.Idled(at + Duration.FromSeconds(1), 1, 1);

        Assert.Equal((0, at, "The server is away."), (state.FailuresInARow, state.LastErrorAt!.Value, state.LastError));
    }

    private static async Task<JobState> StateAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Set<JobState>().SingleAsync(state => state.Name == "inbox-sweep");
    }

    private static async Task<JobList.Row> RowAsync(World world) =>
        (await world.Use<JobList>().RunAsync(world.As("auditor"), default)).Value.Single(row => row.Name == "inbox-sweep");
}
