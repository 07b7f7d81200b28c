using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using OpsPortal.Data;

namespace OpsPortal.Tests.Close;

/// <summary>Copies every row of a SQLite store to an empty PostgreSQL store of the same schema, by the model's columns.</summary>
internal static class StoreCopy
{
    private static readonly MethodInfo Value = typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetFieldValue))!;

    public static async Task RunAsync(OpsDbContext from, OpsDbContext to)
    {
        await from.Database.OpenConnectionAsync();
        await to.Database.OpenConnectionAsync();
        var source = (SqliteConnection)from.Database.GetDbConnection();
        var target = (NpgsqlConnection)to.Database.GetDbConnection();
        await using (var free = new NpgsqlCommand("SET session_replication_role = replica", target))
            await free.ExecuteNonQueryAsync();
        var froms = from.Model.GetRelationalModel().Tables.ToDictionary(table => table.Name);
        foreach (var table in to.Model.GetRelationalModel().Tables)
            await CopyAsync(source, froms[table.Name], target, table);
    }

    private static async Task CopyAsync(SqliteConnection source, ITable from, NpgsqlConnection target, ITable to)
    {
        var columns = to.Columns.ToList();
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        var values = string.Join(", ", columns.Select((column, i) => $"${i + 1}::{column.StoreType}"));
        await using var clear = new NpgsqlCommand($"DELETE FROM \"{to.Name}\"", target);
        await clear.ExecuteNonQueryAsync();
        await using var read = new SqliteCommand($"SELECT {names} FROM \"{from.Name}\"", source);
        await using var rows = await read.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            await using var insert = new NpgsqlCommand(
                $"INSERT INTO \"{to.Name}\" ({names}) OVERRIDING SYSTEM VALUE VALUES ({values})", target);
            for (var i = 0; i < columns.Count; i++)
                insert.Parameters.Add(new NpgsqlParameter { Value = rows.IsDBNull(i) ? DBNull.Value
                    : Read(rows, i, columns[i]) });
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static object Read(DbDataReader rows, int i, IColumn column)
    {
        var mapping = column.StoreTypeMapping;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return Value.MakeGenericMethod(Nullable.GetUnderlyingType(type) ?? type).Invoke(rows, [i])!;
    }
}
