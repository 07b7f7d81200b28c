using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Data.Start;

namespace OpsPortal.Tests.Data;

/// <summary>A SQLite file comes to its schema, also when the process before died in the midst of it or another does the
/// same.</summary>
[Trait("Requirement", "EVT-2")]
public sealed class SchemaLockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory, InlineData(null), InlineData(1), InlineData(int.MaxValue)]
    public async Task BringUp_WhenTheProcessBeforeDiedMigrating_DoesNotWaitForTheDead(int? done)
    {
        await using var store = TestStore.Empty(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store);
        var contexts = portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>();
        await using var db = await contexts.CreateDbContextAsync();
        if (done is { } count)
            await db.Database.MigrateAsync(db.Database.GetMigrations().Take(count).Last());
        await LeaveLockAsync(db);

        using var patience = new CancellationTokenSource(Patience);
        await portal.Services.GetRequiredService<Schema>().BringUpAsync(patience.Token);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task BringUp_ByTwoAtOnce_MakesOneSchema()
    {
        await using var store = TestStore.Empty(StoreKind.Sqlite);
        await using var one = TestPortal.Build(store);
        await using var other = TestPortal.Build(store);

        using var patience = new CancellationTokenSource(Patience);
        await Task.WhenAll(new[] { one, other }.Select(portal =>
            Task.Run(() => portal.Services.GetRequiredService<Schema>().BringUpAsync(patience.Token))));

        await using var db = await one.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
    }

    /// <summary>What EF writes when it takes its lock, and does not delete when it is killed.</summary>
    private static async Task LeaveLockAsync(OpsDbContext db)
    {
        await db.Database.ExecuteSqlRawAsync("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 03:00:00+00:00');
            """);
    }
}
