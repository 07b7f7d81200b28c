using OpsPortal.Access;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Commands;

/// <summary>What open pages are told of changes by others.</summary>
public sealed class ChangeFeedTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "UX-7")]
    public async Task Watch_HearsWhatOthersDidToItsSubjects_Once(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        host.CreateClient();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        var heard = new List<Change>();
        using var watching = world.Use<ChangeFeed>().Watch(world.Now, () => [batch.Value], changes =>
        {
            lock (heard)
                heard.AddRange(changes);
        });

        Done(await world.ApproveAsync(batch, world.Controller1));
        await UntilAsync(() => { lock (heard) return heard.Count > 0; });
        Done(await world.Use<RejectBatch>().RunAsync(new(batch, "Doubtful"), world.Controller2, default));
        await UntilAsync(() => { lock (heard) return heard.Count > 1; });

        Assert.Equal(
            [("Carla Meyer", "Approved batch", null), ("Conor Byrne", "Rejected batch", "Doubtful")],
            heard.Select(change => (change.Who, change.Action, change.Reason)));
    }

    [Fact]
    [Trait("Requirement", "UX-7")]
    public async Task Watch_HearsNeitherWhatWasBeforeNorWhatConcernsOthers()
    {
        await using var host = await PortalHost.NewAsync();
        host.CreateClient();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var batch = await world.SubmittedAsync();
        var (mine, others, left) = (new List<Change>(), new List<Change>(), new List<Change>());
        using var watching = world.Use<ChangeFeed>().Watch(world.Now, () => [batch.Value], mine.AddRange);
        using var stranger = world.Use<ChangeFeed>().Watch(world.Now, () => [Guid.CreateVersion7()], others.AddRange);
        world.Use<ChangeFeed>().Watch(world.Now, () => [batch.Value], left.AddRange).Dispose();

        Done(await world.ApproveAsync(batch, world.Controller1));
        await UntilAsync(() => mine.Count > 0);

        Assert.Single(mine);
        Assert.Empty(others);
        Assert.Empty(left);
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var tries = 0; !done() && tries < 100; tries++)
            await Task.Delay(100);
        Assert.True(done());
    }
}
