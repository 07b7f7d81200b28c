using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Features.Exceptions;
using OpsPortal.Tests.Exceptions;

namespace OpsPortal.Tests.Data;

public sealed class RecentReadsTests
{
    [Fact]
    public async Task Of_WithinASecondWithoutACommit_ReadsOnceForAllReaders()
    {
        await using var world = await World.NewAsync();
        var reads = 0;

        for (var i = 0; i < 3; i++)
            Assert.Equal(1, await world.Use<RecentReads>().OfAsync(("count", Role.Ops), () => Task.FromResult(++reads)));
        Assert.Equal(2, await world.Use<RecentReads>().OfAsync(("count", Role.Finance), () => Task.FromResult(++reads)));
        world.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(3, await world.Use<RecentReads>().OfAsync(("count", Role.Ops), () => Task.FromResult(++reads)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_AfterACommandOfThisNode_ReadsAgain(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var list = world.World.Use<ExceptionList>();
        var open = new ExceptionList.Filter(
            null, null, CaseView.Open, false, false, ListPlace.First);
        var before = (await list.RunAsync(open, world.World.As("ops"), default)).Value;

        await world.ApplyAsync();

        var after = (await list.RunAsync(open, world.World.As("ops"), default)).Value;
        Assert.Equal((1, 0), (before.Total, after.Total));
        Assert.Equal((1, 0), (before.Queues.Sum(queue => queue.Count), after.Queues.Sum(queue => queue.Count)));
    }
}
