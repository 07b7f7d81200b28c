using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpsPortal.Data;

/// <summary>
/// The triggers by which the database itself keeps what the books rest on: nothing posted changes, and nothing posts into a
/// closed month. Made after the schema is made or migrated, asserted at every start.
/// </summary>
internal static class DatabaseGuards
{
    public const string Postgres = "Npgsql.EntityFrameworkCore.PostgreSQL";
    public const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>Every trigger that a provider needs.</summary>
    public static IEnumerable<string> NamesOf(string provider) =>
        AppendOnly.Tables.SelectMany(table => AppendOnly.NamesOf(provider, table.Table)).Append(ClosedMonths.TriggerName);

    /// <summary>Makes every trigger anew, in one transaction: a death half-way never leaves a table unguarded.</summary>
    public static async Task CreateAsync(OpsDbContext db, CancellationToken ct)
    {
        var provider = db.Database.ProviderName!;
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        foreach (var statement in AppendOnly.Statements(provider).Concat(ClosedMonths.Statements(provider)))
        {
            await using var command = await CommandAsync(db, statement, ct);
            await command.ExecuteNonQueryAsync(ct);
        }

        if (own is not null)
            await own.CommitAsync(ct);
    }

    /// <summary>The triggers that should stand in the database and do not.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(OpsDbContext db, CancellationToken ct)
    {
        var names = db.Database.ProviderName switch
        {
            Postgres => "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
            Sqlite => "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            _ => "SELECT name FROM sys.triggers WHERE is_disabled = 0",
        };
        var present = new HashSet<string>(StringComparer.Ordinal);
        await using var command = await CommandAsync(db, names, ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            present.Add(reader.GetString(0));
        return [.. NamesOf(db.Database.ProviderName!).Where(name => !present.Contains(name))];
    }

    private static async Task<DbCommand> CommandAsync(OpsDbContext db, string text, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open)
            await db.Database.OpenConnectionAsync(ct);
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}
