using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Operations;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Jobs;
using OpsPortal.Tests.Faults.Clocks;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Start;

/// <summary>A machine's clock that is wrong is told, and no money leaves by it. Under load: <c>WrongClockTests</c>.</summary>
public sealed class ClockCheckTests
{
    private static readonly Duration Day = Duration.FromDays(1);

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-6")]
    public async Task Payouts_WhenTheClockJumps_WaitAndGoOutWhenItIsRight(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        var (bank, batch) = (new FakeBank(), await world.ApprovedAsync());
        var then = world.Now;

        await JumpAsync(world, Day);
        Assert.Equal("payouts.clock-wrong", (await world.TransmitAsync(batch, world.Controller1)).Refusal?.Code);
        world.Clock.Set(then);
        Done(await world.TransmitAsync(batch, world.Controller1));
        foreach (var jump in new[] { Day, -Day })
        {
            await JumpAsync(world, jump);
            Assert.Equal("payouts.clock-wrong", (await bank.DispatchAsync(world.Services)).Refusal?.Code);
        }

        Assert.Empty(bank.Taken);
        world.Clock.Machine = SystemClock.Instance;
        Assert.Equal(1, Done(await bank.DispatchAsync(world.Services)));
        Assert.Single(bank.Taken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Clock_ThatStandsBehindTheNewestRecord_IsToldToDoctorAndDesk(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        world.Clock.Release();
        await world.Use<JobRunner>().BeatAsync(default);
        world.Clock.Machine = new WrongClock(-Day);

        var finding = (await world.Use<DoctorCommand>().FindingsAsync(default)).Single(one => one.What == "clock");
        var desk = await world.Use<WaitingList>().RunAsync(world.As(Role.Controller), default);
        var others = await world.Use<WaitingList>().RunAsync(world.As(Role.Approver), default);

        Assert.False(finding.Holds);
        Assert.Contains("24 h 0 min behind the ", finding.Words, StringComparison.Ordinal);
        Assert.Contains(desk.Value.Items, row => row.Why.Contains("24 h 0 min behind the ", StringComparison.Ordinal));
        Assert.DoesNotContain(others.Value.Items, row => row.Why.Contains("the clock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_ThatCameRight_AfterARestart_IsHeldAgainstTheNewestRecord_UnlessSomebodyKnowsIt()
    {
        await using var world = await World.NewAsync();
        world.Clock.Set(SystemClock.Instance.GetCurrentInstant() + Day);
        await world.Use<JobRunner>().BeatAsync(default);
        world.Clock.Release();
        await using var db = await world.DbAsync();

        Assert.NotNull(await Restarted(world, null).WhyWrongAsync(db, default));
        Assert.NotNull(await Restarted(world, world.Now).WhyWrongAsync(db, default));
        Assert.Null(await Restarted(world, world.Now + Day + Duration.FromMinutes(1)).WhyWrongAsync(db, default));
    }

    [Fact]
    public async Task Ready_WhileTheClockIsWrong_SaysThatNoPayoutIsSent_AndStopsSayingSo()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient();
        var clock = host.Services.GetRequiredService<AppClock>();

        clock.Machine = new WrongClock(Day);
        await SaysAsync(client, "ready, but no payout is sent: the clock jumped and is 24 h 0 min ahead of "
            + "the time that has passed: set it right, or restart the app if it is");
        clock.Machine = SystemClock.Instance;
        await SaysAsync(client, "ready");
    }

    [Fact]
    public void Jobs_TickByTimeThatOnlyCounts()
    {
        var scheduled = new Clockwork.SteadyTime();
        var before = scheduled.GetUtcNow();

        Assert.InRange(TimeProvider.System.GetUtcNow() - before, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        Assert.True(scheduled.GetUtcNow() >= before);
    }

    private static async Task SaysAsync(HttpClient client, string words)
    {
        var said = "";
        for (var i = 0; i < 100 && said != words; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            said = await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
        }

        Assert.Equal(words, said);
    }

    // A clock that was right when it was looked at, and then is not.
    private static async Task JumpAsync(PayoutWorld world, Duration ahead)
    {
        world.Clock.Machine = SystemClock.Instance;
        world.Clock.Release();
        await using var db = await world.DbAsync();
        Assert.Null(await world.Use<ClockCheck>().WhyWrongAsync(db, default));
        world.Clock.Machine = new WrongClock(ahead);
    }

    private static ClockCheck Restarted(World world, Instant? aheadUntil) => new(
        world.Clock, world.Use<DatabaseSettings>(), new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { [ClockCheck.Setting] = aheadUntil?.ToString() }).Build(),
        world.Use<IDbContextFactory<OpsDbContext>>());
}
