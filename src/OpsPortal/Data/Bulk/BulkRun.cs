using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace OpsPortal.Data.Bulk;

/// <summary>
/// Runs bulk statements in the context's current transaction, past the change tracker: on PostgreSQL all of them in one round
/// trip.
/// </summary>
internal static class BulkRun
{
    /// <summary>For each statement the keys of the rows that it wrote; empty where its text tells none.</summary>
    public static async Task<IReadOnlyList<IReadOnlySet<object>>> TogetherAsync(
        OpsDbContext db, IReadOnlyList<BulkStatement> statements, CancellationToken ct)
    {
        var keys = statements.Select(_ => new HashSet<object>()).ToList();
        var given = statements.Zip(keys).Where(pair => pair.First.Rows.Count > 0).ToList();
        if (given.Count == 0)
            return keys;
        if (db.Database.GetDbConnection().State != System.Data.ConnectionState.Open)
            await db.Database.OpenConnectionAsync(ct);
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A bulk statement runs in the caller's transaction, and there is none.");
        if (connection is NpgsqlConnection postgres)
        {
            await ByBatchAsync(postgres, given, ct);
            return keys;
        }

        foreach (var (statement, written) in given)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            await (db.Database.IsSqlite() ? ForEachAsync(command, statement, written, ct)
                : ByJsonAsync(command, statement, written, ct));
        }

        return keys;
    }

    private static async Task ByBatchAsync(
        NpgsqlConnection connection, List<(BulkStatement Statement, HashSet<object> Written)> given, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        foreach (var (statement, _) in given)
        {
            var command = batch.CreateBatchCommand();
            foreach (var column in statement.Columns)
                command.Parameters.Add(new NpgsqlParameter { Value = column.ArrayOf(statement.Rows) });
            var arrays = string.Join(", ", statement.Columns.Select((column, i) => $"${i + 1}::{column.StoreType}[]"));
            command.CommandText = statement.Postgres($"unnest({arrays}) AS s({BulkStatement.Names(statement.Columns)})");
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var (statement, written) in given.Where(pair => pair.Statement.TellsKeys))
        {
            await ReadKeysAsync(reader, statement, written, ct);
            await reader.NextResultAsync(ct);
        }
    }

    private static async Task ForEachAsync(DbCommand command, BulkStatement statement, HashSet<object> written,
        CancellationToken ct)
    {
        command.CommandText = statement.Sqlite;
        for (var i = 0; i < statement.Columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in statement.Rows)
        {
            for (var i = 0; i < statement.Columns.Count; i++)
                command.Parameters[i].Value = statement.Columns[i].Read(row) ?? DBNull.Value;
            if (await command.ExecuteNonQueryAsync(ct) > 0)
                written.Add(statement.Table.Key.Read(row)!);
        }
    }

    private static async Task ByJsonAsync(DbCommand command, BulkStatement statement, HashSet<object> written,
        CancellationToken ct)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@rows";
        parameter.Value = JsonSerializer.Serialize(
            statement.Rows.Select(row => statement.Columns.ToDictionary(column => column.Name, column => column.Read(row))));
        command.Parameters.Add(parameter);
        var shape = string.Join(", ", statement.Columns.Select(column => $"[{column.Name}] {column.StoreType}"));
        command.CommandText = $"SET NOCOUNT ON; {statement.SqlServer($"OPENJSON(@rows) WITH ({shape}) AS s")}";
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (statement.TellsKeys)
            await ReadKeysAsync(reader, statement, written, ct);
    }

    private static async Task ReadKeysAsync(DbDataReader reader, BulkStatement statement, HashSet<object> written,
        CancellationToken ct)
    {
        var type = statement.Table.Key.ProviderType;
        while (await reader.ReadAsync(ct))
            written.Add(type == typeof(Guid) ? reader.GetGuid(0) : Convert.ChangeType(reader.GetValue(0), type, null));
    }
}
