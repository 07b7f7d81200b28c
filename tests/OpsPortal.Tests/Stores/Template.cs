using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Demo;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;
using OpsPortal.Tests.Hosting;

namespace OpsPortal.Tests.Stores;

/// <summary>What every test's store is copied from: the schema, two legal entities and one signed-in person for each demo
/// account.</summary>
internal static class Template
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    public static readonly LegalEntityId Ireland = new(Guid.Parse("0195f000-0000-7000-8000-000000000001"));
    public static readonly LegalEntityId America = new(Guid.Parse("0195f000-0000-7000-8000-000000000002"));

    private static readonly ConcurrentDictionary<StoreKind, Lazy<Task<Made>>> Templates = new();

    public static async Task<TestStore> OfAsync(StoreKind kind) => (await MadeAsync(kind)).Store;

    /// <summary>The actors of the store by the first part of their address, such as <c>controller1</c>.</summary>
    public static async Task<IReadOnlyDictionary<string, Actor>> ActorsAsync(StoreKind kind) => (await MadeAsync(kind)).Actors;

    private static Task<Made> MadeAsync(StoreKind kind) =>
        Templates.GetOrAdd(kind, key => new Lazy<Task<Made>>(() => Task.Run(() => MakeAsync(key)))).Value;

    private static async Task<Made> MakeAsync(StoreKind kind)
    {
        var store = TestStore.Empty(kind);
        await using var portal = TestPortal.Build(store);
        await BringUpAsync(store, portal);
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var actors = await FillAsync(db);
        await LetGoAsync(store, db);
        return new Made(store, actors);
    }

    /// <summary>Gives an empty store the schema of this build.</summary>
    public static async Task BringUpAsync(TestStore store)
    {
        await using var portal = TestPortal.Build(store);
        await BringUpAsync(store, portal);
    }

    private static async Task BringUpAsync(TestStore store, WebApplication portal)
    {
        if (store.Kind == StoreKind.Postgres)
            await PostgresCluster.Current
                .ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(store.ConnectionString).Database}");
        await portal.Services.GetRequiredService<Schema>().BringUpAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyDictionary<string, Actor>> FillAsync(OpsDbContext db)
    {
        if (db.Model.FindEntityType(typeof(LegalEntity)) is not null)
        {
            db.AddRange(TestEntities.Ireland(Ireland), TestEntities.America(America));
            await db.SaveChangesAsync();
        }

        return await DemoPeople.MakeAsync(db, [Ireland, America], Now, CancellationToken.None);
    }

    // A copied file must hold everything, and a copied database must have no one connected.
    private static async Task LetGoAsync(TestStore store, OpsDbContext db)
    {
        if (store.Kind == StoreKind.Sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await db.Database.CloseConnectionAsync();
        SqliteConnection.ClearAllPools();
        if (store.Kind == StoreKind.Postgres)
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
    }

    private sealed record Made(TestStore Store, IReadOnlyDictionary<string, Actor> Actors);
}
