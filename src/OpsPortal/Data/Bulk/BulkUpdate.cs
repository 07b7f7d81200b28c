using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Conventions;

namespace OpsPortal.Data.Bulk;

/// <summary>
/// Writes named properties of many rows of one aggregate. A row is written only while its Revision is still the one that was
/// read, and its Revision is counted up in the store; the objects in hand are not to be written again.
/// </summary>
internal static class BulkUpdate
{
    /// <summary>Writes the rows that nobody has changed meanwhile, and tells for each row whether it was written.</summary>
    public static async Task<bool[]> UnchangedAsync<T>(
        OpsDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> properties, CancellationToken ct)
        where T : class
    {
        var statement = Unchanged(db, rows, properties);
        return statement.Table.WhichOf(rows, (await BulkRun.TogetherAsync(db, [statement], ct))[0]);
    }

    /// <summary>Throws, as a tracked save would, when somebody else had changed one of the rows.</summary>
    public static void ThrowIfLost<T>(IReadOnlyCollection<T> rows, IReadOnlySet<object> written)
    {
        if (written.Count < rows.Count)
            throw new DbUpdateConcurrencyException($"A row of {typeof(T).Name} was changed by somebody else meanwhile.");
    }

    public static BulkStatement Unchanged<T>(OpsDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> properties)
        where T : class
    {
        var table = BulkTable.Of<T>(db);
        var (key, revision) = (table.Key.Name, table.ColumnsOf([RevisionConvention.Name])[0]);
        var set = table.ColumnsOf(properties);
        List<BulkColumn> columns = [table.Key, revision, .. set];
        var assigned = string.Join(", ", set.Select(column => $"\"{column.Name}\" = s.\"{column.Name}\""));
        var numbered = string.Join(", ", set.Select((column, i) => $"\"{column.Name}\" = @p{i + 2}"));
        var (table1, counted) = ($"\"{table.Name}\"", $"\"{revision.Name}\" = s.\"{revision.Name}\" + 1");
        var same = $"t.\"{key}\" = s.\"{key}\" AND t.\"{revision.Name}\" = s.\"{revision.Name}\"";

        // The keys stand in the condition once more, so that PostgreSQL finds the rows by its index and never reads the table.
        return new BulkStatement(
            table, columns, [.. rows.OrderBy(row => table.Key.Read(row))], TellsKeys: true,
            source => $"UPDATE {table1} AS t SET {assigned}, {counted} FROM {source} "
                + $"WHERE t.\"{key}\" = ANY($1) AND {same} RETURNING t.\"{key}\"",
            $"UPDATE {table1} SET {numbered}, \"{revision.Name}\" = @p1 + 1 WHERE \"{key}\" = @p0 AND \"{revision.Name}\" = @p1",
            source => $"DECLARE @written TABLE (k {table.Key.StoreType}); UPDATE t SET {assigned}, {counted} "
                + $"OUTPUT inserted.\"{key}\" INTO @written FROM {table1} AS t JOIN {source} ON {same}; SELECT k FROM @written;");
    }
}
