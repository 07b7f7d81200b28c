using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsPortal.Data.Bulk;

/// <summary>One column of a bulk statement: its name and type in the store, and how its stored value is read from an
/// entity.</summary>
internal sealed record BulkColumn(string Name, string StoreType, Type ProviderType, Func<object, object?> Read)
{
    /// <summary>The column's values of all rows, as a database array takes them.</summary>
    public Array ArrayOf(IReadOnlyList<object> rows)
    {
        var element = ProviderType.IsValueType ? typeof(Nullable<>).MakeGenericType(ProviderType) : ProviderType;
        var values = Array.CreateInstance(element, rows.Count);
        for (var i = 0; i < rows.Count; i++)
            values.SetValue(Read(rows[i]), i);
        return values;
    }
}

/// <summary>The table of an entity as the EF model maps it, read once per database and entity.</summary>
internal sealed record BulkTable(
    string Name, BulkColumn Key, IReadOnlyList<BulkColumn> Columns, IReadOnlyDictionary<string, BulkColumn> ColumnOfProperty)
{
    private static readonly ConcurrentDictionary<(Type Context, Type Entity), BulkTable> Known = new();

    public static BulkTable Of<T>(OpsDbContext db) => Known.GetOrAdd((db.GetType(), typeof(T)), _ => Read(db, typeof(T)));

    public IReadOnlyList<BulkColumn> ColumnsOf(IEnumerable<string> properties) =>
        [.. properties.Select(name => ColumnOfProperty[name])];

    /// <summary>For each row whether its key is among those that were written.</summary>
    public bool[] WhichOf<T>(IReadOnlyList<T> rows, IReadOnlySet<object> written)
        where T : class => [.. rows.Select(row => written.Contains(Key.Read(row)!))];

    private static BulkTable Read(OpsDbContext db, Type entity)
    {
        var type = db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.Name} has no table.");
        var columns = type.GetProperties().ToDictionary(property => property.Name, property => Column(property, table));
        return new BulkTable(table.Name, columns[type.FindPrimaryKey()!.Properties[0].Name], [.. columns.Values], columns);
    }

    private static BulkColumn Column(IProperty property, StoreObjectIdentifier table)
    {
        var mapping = property.GetRelationalTypeMapping();
        var convert = mapping.Converter;
        var read = property.GetGetter();
        var stored = convert?.ProviderClrType ?? property.ClrType;
        return new BulkColumn(
            property.GetColumnName(table)!, mapping.StoreType, Nullable.GetUnderlyingType(stored) ?? stored,
            entity => read.GetClrValue(entity) is { } value
                ? Kept(convert is null ? value : convert.ConvertToProvider(value), property) : null);
    }

    private static object? Kept(object? value, IProperty property)
    {
        if (value is string text)
            TextRules.Check(property, text);
        return value;
    }
}
