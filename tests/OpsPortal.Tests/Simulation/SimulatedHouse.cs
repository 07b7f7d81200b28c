using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Jobs;
using OpsPortal.Shell.Start;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Simulation;

/// <summary>The app of a simulated world: the real container over a real store. It can die and be built again from what is
/// stored.</summary>
internal sealed class SimulatedHouse : IAsyncDisposable
{
    private readonly TestStore store;
    private readonly SimulatedBank bank;
    private readonly IReadOnlyDictionary<string, Actor> actors;
    private WebApplication portal;
    private Instant now = Template.Now;

    private SimulatedHouse(TestStore store, SimulatedBank bank, IReadOnlyDictionary<string, Actor> actors)
    {
        (this.store, this.bank, this.actors) = (store, bank, actors);
        portal = Build();
    }

    public Reaper Reaper { get; private set; } = new();

    public IServiceProvider Services => portal.Services;

    public Instant Now => now;

    public StoreKind Kind => store.Kind;

    public int Deaths { get; private set; }

    public static async Task<SimulatedHouse> NewAsync(StoreKind kind, SimulatedBank bank)
    {
        var actors = await Template.ActorsAsync(kind);
        return new SimulatedHouse(await TestStore.NewAsync(kind), bank, actors);
    }

    public Actor As(string account) => actors[account];

    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public IBackgroundJob Job(string name) => Services.GetServices<IBackgroundJob>().Single(job => job.Name == name);

    public Task<OpsDbContext> DbAsync() => Use<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    public void Advance(Duration by)
    {
        now += by;
        Use<AppClock>().Set(now);
        bank.Now = now;
        bank.Arrive();
    }

    /// <summary>What a process that died leaves: nothing. The next one knows only what is stored.</summary>
    public async Task RebuildAsync()
    {
        Deaths += Reaper.HasStruck ? 1 : 0;
        await portal.DisposeAsync();
        portal = Build();
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await store.DisposeAsync();
    }

    private WebApplication Build()
    {
        var reaper = Reaper = new Reaper();
        var built = TestPortal.Build(store, CashWorld.Settings, services =>
        {
            services.ConfigureDbContext<SqliteOpsDbContext>(options => options.AddInterceptors(reaper));
            services.ConfigureDbContext<PostgresOpsDbContext>(options => options.AddInterceptors(reaper));
            services.RemoveAll<IPayoutProvider>();
            services.AddSingleton<IPayoutProvider>(new BankLine(bank, reaper));
        });
        built.Services.GetRequiredService<AppClock>().Set(now);
        bank.Now = now;
        return built;
    }
}
