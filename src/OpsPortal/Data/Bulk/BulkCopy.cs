using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace OpsPortal.Data.Bulk;

/// <summary>
/// Writes rows of one entity into PostgreSQL by COPY, in the caller's transaction. The server takes rows while later ones are
/// still being made into bytes; how a row is made into them is compiled once for each entity.
/// </summary>
internal static class BulkCopy
{
    private static readonly ConcurrentDictionary<Type, Delegate?> Known = new();

    /// <summary>Whether the database knows COPY, and every column of the entity can be written by it.</summary>
    public static bool Takes<T>(OpsDbContext db)
        where T : class => db.Database.IsNpgsql() && WriterOf<T>(db) is not null;

    public static async Task RunAsync<T>(OpsDbContext db, IEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A bulk statement runs in the caller's transaction, and there is none.");
        var table = BulkTable.Of<T>(db);
        var write = WriterOf<T>(db)!;
        await using var stream = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginRawBinaryCopyAsync(
            $"COPY \"{table.Name}\" ({BulkStatement.Names(table.Columns)}) FROM STDIN (FORMAT BINARY)", ct);
        try
        {
            var to = new CopyRows(stream);
            foreach (var row in rows)
            {
                to.Start((short)table.Columns.Count);
                write(to, row);
            }

            to.End();
        }
        catch
        {
            // Closing the stream alone would keep the rows that were sent.
            await stream.CancelAsync();
            throw;
        }
    }

    private static Action<CopyRows, T>? WriterOf<T>(OpsDbContext db) =>
        (Action<CopyRows, T>?)Known.GetOrAdd(typeof(T), _ => Compiled<T>(db));

    private static Action<CopyRows, T>? Compiled<T>(OpsDbContext db)
    {
        var (rows, row) = (Expression.Parameter(typeof(CopyRows)), Expression.Parameter(typeof(T)));
        var table = BulkTable.Of<T>(db);
        if (table.Columns.Any(column => !CopyRows.StoreTypes.TryGetValue(column.ProviderType, out var types)
            || !types.Split(',').Contains(column.StoreType.Split('(')[0])))
            return null;
        var type = db.Model.FindEntityType(typeof(T))!;
        var properties = table.ColumnOfProperty.ToDictionary(pair => pair.Value.Name, pair => type.FindProperty(pair.Key)!);
        return Expression.Lambda<Action<CopyRows, T>>(
            Expression.Block(table.Columns.Select(column => Column(rows, row, properties[column.Name]))), rows, row).Compile();
    }

    private static BlockExpression Column(Expression rows, Expression row, IProperty property)
    {
        var member = property.PropertyInfo is { } info ? Expression.Property(row, info)
            : Expression.Field(row, property.FieldInfo!);
        var value = Expression.Variable(property.ClrType);
        var isNullable = Nullable.GetUnderlyingType(property.ClrType) is not null;
        Expression given = isNullable ? Expression.Property(value, nameof(Nullable<int>.Value)) : value;
        if (property.GetRelationalTypeMapping().Converter is { } converter)
        {
            var convert = converter.ConvertToProviderExpression;
            given = Expression.Invoke(convert, Expression.Convert(given, convert.Parameters[0].Type));
        }

        Expression write = Expression.Call(rows, nameof(CopyRows.Write), null, given);
        if (property.ClrType == typeof(string))
            write = Expression.Block(
                Expression.Call(((Action<IProperty, string>)TextRules.Check).Method, Expression.Constant(property), value),
                write);
        Expression isThere = isNullable ? Expression.Property(value, nameof(Nullable<int>.HasValue))
            : property.ClrType.IsValueType ? Expression.Constant(true)
            : Expression.NotEqual(value, Expression.Constant(null, property.ClrType));
        return Expression.Block(
            [value], Expression.Assign(value, member),
            Expression.IfThenElse(isThere, write, Expression.Call(rows, nameof(CopyRows.Null), null)));
    }
}
