using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsPortal.Data;

/// <summary>One column of a bulk insert: its name and type in the store, and how its stored value is read from an
/// entity.</summary>
internal sealed record BulkColumn(string Name, string StoreType, Type ProviderType, Func<object, object?> Read);

/// <summary>The table of an entity as the EF model maps it, read once per database and entity.</summary>
internal sealed record BulkTable(
    string Name,
    string Key,
    Type KeyType,
    IReadOnlyList<BulkColumn> Columns,
    IReadOnlyDictionary<string, string> ColumnOfProperty)
{
    private static readonly ConcurrentDictionary<(Type Context, Type Entity), BulkTable> Known = new();

    public static BulkTable Of<T>(OpsDbContext db) => Known.GetOrAdd((db.GetType(), typeof(T)), _ => Read(db, typeof(T)));

    public IReadOnlyList<string> ColumnsOf(IEnumerable<string> properties) =>
        [.. properties.Select(name => ColumnOfProperty[name])];

    private static BulkTable Read(OpsDbContext db, Type entity)
    {
        var type = db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.Name} has no table.");
        var properties = type.GetProperties().ToList();
        var columns = properties.Select(property => Column(property, table)).ToList();
        var key = type.FindPrimaryKey()!.Properties[0];
        return new BulkTable(
            table.Name, key.GetColumnName(table)!, columns[properties.IndexOf((IProperty)key)].ProviderType, columns,
            properties.ToDictionary(property => property.Name, property => property.GetColumnName(table)!));
    }

    private static BulkColumn Column(IProperty property, StoreObjectIdentifier table)
    {
        var mapping = property.GetRelationalTypeMapping();
        var convert = mapping.Converter;
        var read = property.GetGetter();
        var stored = convert?.ProviderClrType ?? property.ClrType;
        return new BulkColumn(
            property.GetColumnName(table)!, mapping.StoreType, Nullable.GetUnderlyingType(stored) ?? stored,
            entity => read.GetClrValue(entity) is { } value ? convert is null ? value : convert.ConvertToProvider(value) : null);
    }
}
