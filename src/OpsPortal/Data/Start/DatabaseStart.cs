using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Data.Start;

/// <summary>Migrates an embedded database at start. A server is only looked at: there an operator runs the migrate
/// command.</summary>
internal sealed class DatabaseStart(DatabaseSettings settings, Schema schema, IDbContextFactory<OpsDbContext> contexts)
    : IStartStep
{
    public int Order => 0;

    public async Task RunAsync(CancellationToken ct)
    {
        if (settings.Provider == DatabaseProvider.Sqlite || !await HasMigrationsAsync(ct))
            await schema.BringUpAsync(ct);
        else if (await schema.MissingAsync(ct) is { Count: > 0 } missing)
            throw new InvalidOperationException(
                $"The database lacks {missing.Count} migrations. Run the app once with the argument 'migrate'.");
    }

    private async Task<bool> HasMigrationsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return db.Database.GetMigrations().Any();
    }
}
