using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Sqlite;

namespace OpsPortal.Data.Start;

/// <summary>Brings the database to the schema of this build.</summary>
[Part]
internal sealed class Schema(IDbContextFactory<OpsDbContext> contexts, IEnumerable<ISchemaStep> steps)
{
    /// <summary>Runs the migrations, or makes the whole schema at once where this build has none.</summary>
    public async Task BringUpAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        using var alone = db.Database.IsSqlite() ? await SchemaLock.TakeAsync(db, ct) : null;
        if (!db.Database.GetMigrations().Any())
            await db.Database.EnsureCreatedAsync(ct);
        else if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            await db.Database.MigrateAsync(ct);
        foreach (var step in steps)
            await step.ApplyAsync(db, ct);
    }

    /// <summary>The migrations that the database lacks.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return [.. await db.Database.GetPendingMigrationsAsync(ct)];
    }
}
