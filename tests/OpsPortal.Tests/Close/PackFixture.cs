using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Close;

/// <summary>The demo's history with one signed month, kept still, and the pack of that month.</summary>
public sealed class PackFixture : IAsyncLifetime
{
    private TestStore? store;
    private WebApplication? portal;

    internal PeriodClose Close { get; private set; } = null!;

    internal byte[] Pack { get; private set; } = [];

    internal PackManifest Manifest { get; private set; } = null!;

    public IServiceProvider Services => portal!.Services;

    public async Task InitializeAsync()
    {
        store = TestStore.Empty(StoreKind.Sqlite);
        await using (var demo = PortalHost.Demo())
        {
            demo.Listen();
            Backup(demo.Store, store);
        }

        portal = TestPortal.Build(store);
        await Services.GetRequiredService<SealAudit>().RunAsync(Actor.System("test"), CancellationToken.None);
        await using var db = await DbAsync();
        Close = await SignAsync(db);
        (Manifest, Pack) = await MakeAsync(Services);
    }

    internal Task<OpsDbContext> DbAsync() => Services.GetRequiredService<IDbContextFactory<OpsDbContext>>()
        .CreateDbContextAsync();

    /// <summary>A demo account, signed in anew.</summary>
    internal Task<Actor> AsAsync(string account) => AsAsync(Services, account);

    internal static async Task<Actor> AsAsync(IServiceProvider services, string account)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var person = await db.Set<Person>().SingleAsync(one => one.Email == $"{account}@demo.test");
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person.Id, "Test",
            services.GetRequiredService<IClock>().GetCurrentInstant());
        db.Add(session);
        await db.SaveChangesAsync();
        return new Actor(person.Id, session.Id);
    }

    /// <summary>Makes the pack of the signed month from what a store holds now.</summary>
    internal async Task<(PackManifest Manifest, byte[] Bytes)> MakeAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var scope = new CloseScope(db, Close.LegalEntityId, Close.YearMonth, Close.SignedAt!.Value);
        using var file = new MemoryStream();
        var manifest = await services.GetRequiredService<PackMaker>()
            .MakeAsync(scope, Close, file, _ => Task.CompletedTask, CancellationToken.None);
        return (manifest, file.ToArray());
    }

    /// <summary>The same rows in another database.</summary>
    internal async Task<(TestStore Store, WebApplication Portal)> CopyAsync(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite)
        {
            var twin = TestStore.Empty(kind);
            Backup(store!, twin);
            return (twin, TestPortal.Build(twin));
        }

        var copy = await TestStore.NewAsync(kind);
        var other = TestPortal.Build(copy);
        await using var from = await DbAsync();
        await using var to = await other.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        await StoreCopy.RunAsync(from, to);
        return (copy, other);
    }

    public async Task DisposeAsync()
    {
        if (portal is not null)
            await portal.DisposeAsync();
        if (store is not null)
            await store.DisposeAsync();
    }

    private static void Backup(TestStore source, TestStore target)
    {
        using var from = new SqliteConnection(source.ConnectionString);
        using var to = new SqliteConnection(target.ConnectionString);
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    // The month with most entries among those that are over.
    private static async Task<PeriodClose> SignAsync(OpsDbContext db)
    {
        var today = SystemClock.Instance.GetCurrentInstant().InUtc().Date;
        var first = today.ToYearMonth().OnDayOfMonth(1);
        var entries = await db.Set<JournalEntry>().Where(entry => entry.BookedOn < first)
            .Select(entry => new { entry.LegalEntityId, entry.BookedOn }).ToListAsync();
        var (entity, month) = entries.GroupBy(entry => (entry.LegalEntityId, entry.BookedOn.ToYearMonth()))
            .OrderByDescending(group => group.Count()).First().Key;
        var known = await db.Set<PeriodClose>().Where(close => close.LegalEntityId == entity && close.Year == month.Year
            && close.Month == month.Month).MaxAsync(close => (int?)close.Version) ?? 0;
        var people = await db.Set<Person>().ToDictionaryAsync(person => person.Email.Split('@')[0], person => person.Id);
        var now = Instant.FromUnixTimeTicks(SystemClock.Instance.GetCurrentInstant().ToUnixTimeTicks());
        var close = PeriodClose.Open(new(Guid.CreateVersion7()), entity, month, known + 1);
        var ready = new CloseReadiness(new string('a', 64), []);
        close.Begin(people["finance"], 0, now - Duration.FromHours(3));
        close.Prepare(people["finance"], ready, ready.ContentHash, now - Duration.FromHours(2));
        close.Review(people["controller1"], ready, ready.ContentHash, now - Duration.FromHours(1));
        Assert.False(close.Sign(people["controller2"], ready, ready.ContentHash, 0, now).IsRefused);
        db.Add(close);
        await db.SaveChangesAsync();
        await CloseSigning.KeepNamesAsync(db, close, default);
        return close;
    }
}

/// <summary>The tests that share one pack.</summary>
[CollectionDefinition(Name)]
public sealed class PackStories : ICollectionFixture<PackFixture>
{
    public const string Name = "close pack";
}
