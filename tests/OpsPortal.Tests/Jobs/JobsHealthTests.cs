using OpsPortal.Domain.Access;
using OpsPortal.Features.Jobs;
using OpsPortal.Jobs;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Jobs;

[Trait("Requirement", "TRC-4")]
public sealed class JobsHealthTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Read_NamesWhatFailsAndStandsStill_AndCountsWhatWaitsTooLong(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await using var db = await world.World.DbAsync();
        var names = world.World.Use<IEnumerable<IBackgroundJob>>().Select(job => job.Name).ToList();
        foreach (var name in names)
        {
            var state = new JobState(name, "node-1");
            if (name == names[0])
                state.Failed(world.World.Now, 1, "The disk is full.");
            else if (name == names[1])
                state.Succeeded(world.World.Now - Duration.FromDays(400), 1, "Done");
            else
                state.Succeeded(world.World.Now, 1, "Done");
            db.Add(state);
        }

        await db.SaveChangesAsync();
        var health = world.World.Use<JobsHealth>();
        var fresh = (await health.RunAsync(world.World.As(Role.Ops), default)).Value;
        var payment = CashWorld.Payment("pay_1", "IE-1", 700, world.World.Now);
        var delivery = SandboxEvents.Payment(payment, "payment.succeeded", 700, world.World.Now);
        await world.Provider.DeliverAsync(delivery.EventId, delivery.Body);
        world.World.Clock.Advance(Duration.FromMinutes(6));

        var later = (await health.RunAsync(world.World.As(Role.Ops), default)).Value;

        Assert.Equal([names[0]], fresh.Failing);
        Assert.Equal([names[1]], fresh.Silent);
        Assert.Equal((0, 1), (fresh.LateEvents, later.LateEvents));
        Assert.NotNull((await health.RunAsync(world.World.As(Role.Approver), default)).Refusal);
    }

    [Fact]
    public async Task Desk_TellsOfJobsAndInbox_OnlyThoseWhoMaySeeJobs()
    {
        await using var host = await PortalHost.NewAsync();
        using var ops = await host.SignInAsync("ops");
        using var approver = await host.SignInAsync("approver");

        Assert.Contains("Jobs and inbox", await ops.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Jobs and inbox", await approver.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }
}
