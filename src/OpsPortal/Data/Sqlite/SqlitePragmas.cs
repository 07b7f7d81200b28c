using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsPortal.Data.Sqlite;

/// <summary>Sets, at each connection, what durability, foreign keys and append-only triggers rely on.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    /// <summary>Each pragma with the value that it must read back as.</summary>
    public static IReadOnlyList<(string Name, string Set, string Read)> All { get; } =
    [
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", "2"),
        ("foreign_keys", "ON", "1"),
        ("recursive_triggers", "ON", "1"),
        ("busy_timeout", "10000", "10000"),
    ];

    private static readonly string Text = string.Concat(All.Select(pragma => $"PRAGMA {pragma.Name}={pragma.Set};"));

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    public static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }
}
