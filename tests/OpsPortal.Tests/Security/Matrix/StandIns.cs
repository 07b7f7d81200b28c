using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsPortal.Data;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>
/// Rows for the kinds of objects of which the demo's history has none: enough to be found or not found by id. What a use
/// case would do with them says nothing.
/// </summary>
internal static class StandIns
{
    /// <summary>Writes one row of a kind. Its key and the id that says where it belongs are given; every other column that
    /// must have a value gets the first one of its type.</summary>
    public static async Task<Guid> AddAsync(OpsDbContext db, IEntityType kind, IProperty key, IProperty belongs, Guid owner)
    {
        var id = Guid.CreateVersion7();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var columns = kind.GetProperties().Where(p => p == key || p == belongs || !p.IsNullable).ToList();
        var names = string.Join(", ", columns.Select(column => $"\"{column.GetColumnName()}\""));
        var values = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        var lift = db.Database.IsSqlite() ? "PRAGMA foreign_keys = OFF" : "SET session_replication_role = replica";
        command.CommandText = $"{lift}; INSERT INTO \"{kind.GetTableName()}\" ({names}) VALUES ({values})";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(
                columns[i] == key ? Id(command, i, key, id)
                : columns[i] == belongs ? Id(command, i, belongs, owner)
                : typeof(IId<>).IsAmong(columns[i].ClrType) ? Id(command, i, columns[i], Guid.CreateVersion7())
                : Plain(command, i, columns[i]));
        }

        await command.ExecuteNonQueryAsync();
        return id;
    }

    private static DbParameter Id(DbCommand command, int at, IProperty property, Guid id) =>
        property.GetRelationalTypeMapping().CreateParameter(
            command, $"@p{at}",
            (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).GetMethod("From")!.Invoke(null, [id]));

    private static DbParameter Plain(DbCommand command, int at, IProperty property)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@p{at}";
        parameter.Value = Stored(property, property.GetRelationalTypeMapping().Converter?.ProviderClrType ?? property.ClrType);
        return parameter;
    }

    private static object Stored(IProperty property, Type type) =>
        type != typeof(string) ? (type == typeof(byte[]) ? Array.Empty<byte>() : Activator.CreateInstance(type)!)
        : property.ClrType.IsEnum ? Enum.GetNames(property.ClrType)[0]
        : property.ClrType == typeof(string) || property.ClrType == typeof(Currency) ? "EUR"
        : "[]";
}
