using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Close;

/// <summary>A copy of the world of the signed month, in which master data is changed afterwards.</summary>
internal sealed class ChangingWorld(
    TestStore store, WebApplication portal, OpsDbContext db, LegalEntityId entity, Actor actor) : IAsyncDisposable
{
    public IServiceProvider Services => portal.Services;

    public OpsDbContext Db => db;

    public LegalEntityId Entity => entity;

    /// <summary>Who makes the next change.</summary>
    public Actor Actor { get; private set; } = actor;

    public BuyerId Buyer { get; private set; }

    public PayeeId Payee { get; private set; }

    public Contract Contract { get; private set; } = null!;

    public static async Task<ChangingWorld> NewAsync(PackFixture fixture, StoreKind kind)
    {
        var (store, portal) = await fixture.CopyAsync(kind);
        var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTrackingWithIdentityResolution;
        var world = new ChangingWorld(
            store, portal, db, fixture.Close.LegalEntityId, await PackFixture.AsAsync(portal.Services, "finance"));
        world.Contract = await db.Set<Contract>().Include(one => one.Versions).ThenInclude(version => version.Items)
            .Where(one => one.LegalEntityId == world.Entity && one.State == ContractState.Active)
            .OrderBy(one => one.Number).FirstAsync();
        world.Payee = world.Contract.Current.Shares[0].PayeeId;
        world.Buyer = (await db.Set<Buyer>().Where(one => one.LegalEntityId == world.Entity).OrderBy(one => one.Name)
            .LastAsync()).Id;
        return world;
    }

    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Runs it by the demo account that may.</summary>
    public async Task MakeAsync(MasterDataChange change)
    {
        Actor = await PackFixture.AsAsync(Services, change.Account);
        var refused = await change.Run(this);
        Assert.True(refused is null, $"{change.UseCase.Name}: {refused?.Text}");
    }

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await portal.DisposeAsync();
        await store.DisposeAsync();
    }
}
