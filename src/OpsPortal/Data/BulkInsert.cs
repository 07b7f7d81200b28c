using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpsPortal.Data;

/// <summary>
/// Inserts many rows of one entity in one statement (PostgreSQL arrays, SQL Server OPENJSON) or by one prepared statement
/// (SQLite),
/// in the context's current transaction, past the change tracker. Columns come from the EF model; owned parts are not written.
/// </summary>
internal static class BulkInsert
{
    /// <summary>Inserts all rows; a row that breaks a unique index throws.</summary>
    public static async Task AllAsync<T>(OpsDbContext db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class => await RunAsync(db, rows, [], ct);

    /// <summary>
    /// Inserts the rows whose values of the named properties are not stored yet and tells for each row whether it was written.
    /// Two writers at once never both write; the second waits for the first. The properties need a unique index.
    /// </summary>
    public static async Task<bool[]> NewAsync<T>(
        OpsDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> uniqueProperties, CancellationToken ct)
        where T : class
    {
        var written = await RunAsync(db, rows, uniqueProperties, ct);
        var key = BulkTable.Of<T>(db).KeyColumn();
        return [.. rows.Select(row => written.Contains(key.Read(row)!))];
    }

    private static async Task<HashSet<object>> RunAsync<T>(
        OpsDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> unique, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return [];
        var table = BulkTable.Of<T>(db);
        var uniqueColumns = table.ColumnsOf(unique);
        if (db.Database.GetDbConnection().State != System.Data.ConnectionState.Open)
            await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A bulk insert runs in the caller's transaction, and there is none.");
        return db.Database.ProviderName switch
        {
            "Npgsql.EntityFrameworkCore.PostgreSQL" => await ByArraysAsync(command, table, rows, uniqueColumns, ct),
            "Microsoft.EntityFrameworkCore.Sqlite" => await ByPreparedAsync(command, table, rows, uniqueColumns, ct),
            _ => await ByJsonAsync((SqlCommand)command, table, rows, uniqueColumns, ct),
        };
    }

    private static BulkColumn KeyColumn(this BulkTable table) => table.Columns.First(column => column.Name == table.Key);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static string Skipping(IReadOnlyList<string> unique) =>
        unique.Count == 0 ? "" : $" ON CONFLICT ({Names(unique)}) DO NOTHING";

    private static async Task<HashSet<object>> ByArraysAsync<T>(
        DbCommand command, BulkTable table, IReadOnlyList<T> rows, IReadOnlyList<string> unique, CancellationToken ct)
        where T : class
    {
        var columns = table.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.Value = ArrayOf(columns[i], rows);
            command.Parameters.Add(parameter);
        }

        var arrays = string.Join(", ", columns.Select((column, i) => $"${i + 1}::{column.StoreType}[]"));
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({Names(columns.Select(column => column.Name))}) "
            + $"SELECT * FROM unnest({arrays}){Skipping(unique)}{(unique.Count == 0 ? "" : $" RETURNING \"{table.Key}\"")}";
        return await KeysAsync(command, table.KeyType, ct);
    }

    private static Array ArrayOf<T>(BulkColumn column, IReadOnlyList<T> rows)
        where T : class
    {
        var type = column.ProviderType;
        var element = type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type;
        var values = Array.CreateInstance(element, rows.Count);
        for (var i = 0; i < rows.Count; i++)
            values.SetValue(column.Read(rows[i]), i);
        return values;
    }

    private static async Task<HashSet<object>> ByPreparedAsync<T>(
        DbCommand command, BulkTable table, IReadOnlyList<T> rows, IReadOnlyList<string> unique, CancellationToken ct)
        where T : class
    {
        var columns = table.Columns;
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({Names(columns.Select(column => column.Name))}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))}){Skipping(unique)}";
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        var written = new HashSet<object>();
        var key = table.KeyColumn();
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                command.Parameters[i].Value = columns[i].Read(row) ?? DBNull.Value;
            if (await command.ExecuteNonQueryAsync(ct) > 0)
                written.Add(key.Read(row)!);
        }

        return written;
    }

    private static async Task<HashSet<object>> ByJsonAsync<T>(
        SqlCommand command, BulkTable table, IReadOnlyList<T> rows, IReadOnlyList<string> unique, CancellationToken ct)
        where T : class
    {
        var columns = table.Columns;
        var kept = unique.Count == 0 ? rows : FirstOfEach(table, rows, unique);
        command.Parameters.AddWithValue("@rows", JsonSerializer.Serialize(
            kept.Select(row => columns.ToDictionary(column => column.Name, column => column.Read(row)))));
        var shape = string.Join(", ", columns.Select(column => $"[{column.Name}] {column.StoreType}"));
        var names = string.Join(", ", columns.Select(column => $"[{column.Name}]"));
        var absent = unique.Count == 0 ? "" : $" WHERE NOT EXISTS (SELECT 1 FROM [{table.Name}] t WITH (UPDLOCK, HOLDLOCK) WHERE "
            + $"{string.Join(" AND ", unique.Select(name => $"t.[{name}] = s.[{name}]"))})";
        var key = table.KeyColumn();
        command.CommandText = $"SET NOCOUNT ON; DECLARE @written TABLE (k {key.StoreType}); "
            + $"INSERT INTO [{table.Name}] ({names}) OUTPUT inserted.[{key.Name}] INTO @written "
            + $"SELECT {names} FROM OPENJSON(@rows) WITH ({shape}) s{absent}; SELECT k FROM @written;";
        return await KeysAsync(command, table.KeyType, ct);
    }

    private static List<T> FirstOfEach<T>(BulkTable table, IReadOnlyList<T> rows, IReadOnlyList<string> unique)
        where T : class
    {
        var columns = table.Columns.Where(column => unique.Contains(column.Name)).ToList();
        return [.. rows.DistinctBy(row => string.Join('\u001f', columns.Select(column => column.Read(row))))];
    }

    private static async Task<HashSet<object>> KeysAsync(DbCommand command, Type keyType, CancellationToken ct)
    {
        var keys = new HashSet<object>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            keys.Add(keyType == typeof(Guid) ? reader.GetGuid(0) : Convert.ChangeType(reader.GetValue(0), keyType, null));
        return keys;
    }
}
