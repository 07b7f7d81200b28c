using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Start;

namespace OpsPortal.Data.Sqlite;

/// <summary>Refuses to start on a SQLite connection that does not hold what <see cref="SqlitePragmas"/> sets.</summary>
internal sealed class PragmasAssertion(DatabaseSettings settings, IDbContextFactory<OpsDbContext> contexts) : IStartStep
{
    public int Order => 10;

    public async Task RunAsync(CancellationToken ct)
    {
        if (settings.Provider != DatabaseProvider.Sqlite)
            return;
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        foreach (var (name, _, expected) in SqlitePragmas.All)
        {
            var read = await ReadAsync(db.Database.GetDbConnection(), name, ct);
            if (read != expected)
                throw new InvalidOperationException($"SQLite answers {name} = {read}, but the portal needs {expected}.");
        }
    }

    private static async Task<string> ReadAsync(DbConnection connection, string pragma, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name comes from the table of pragmas
        command.CommandText = "PRAGMA " + pragma;
#pragma warning restore CA2100
        return Convert.ToString(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture)!.ToLowerInvariant();
    }
}
