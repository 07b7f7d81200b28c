using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Data.Start;

/// <summary>Brings the database to the schema of this build.</summary>
[Part]
internal sealed class Schema(IDbContextFactory<OpsDbContext> contexts, IEnumerable<ISchemaStep> steps)
{
    /// <summary>Runs the migrations, or makes the whole schema at once where this build has none.</summary>
    public async Task BringUpAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (db.Database.GetMigrations().Any())
            await db.Database.MigrateAsync(ct);
        else
            await db.Database.EnsureCreatedAsync(ct);
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
