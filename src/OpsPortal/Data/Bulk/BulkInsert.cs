namespace OpsPortal.Data.Bulk;

/// <summary>Inserts many rows of one entity. Columns come from the EF model; owned parts are not written.</summary>
internal static class BulkInsert
{
    /// <summary>Fewer rows are as fast by arrays.</summary>
    private const int FewestCopied = 200;

    private const int RowsTogether = 1000;

    /// <summary>Inserts all rows, many on PostgreSQL by COPY; a row that breaks a unique index throws.</summary>
    public static Task AllAsync<T>(OpsDbContext db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class => rows.Count >= FewestCopied && BulkCopy.Takes<T>(db) ? BulkCopy.RunAsync(db, rows, ct)
            : BulkRun.TogetherAsync(db, [All(db, rows)], ct);

    /// <summary>Inserts rows that are made while earlier ones are being written.</summary>
    public static async Task StreamAsync<T>(OpsDbContext db, IEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        if (BulkCopy.Takes<T>(db))
            await BulkCopy.RunAsync(db, rows, ct);
        else
            foreach (var some in rows.Chunk(RowsTogether))
                await BulkRun.TogetherAsync(db, [All(db, some)], ct);
    }

    /// <summary>
    /// Inserts the rows whose values of the named properties are not stored yet and tells for each row whether it was written.
    /// Two writers at once never both write; the second waits for the first. The properties need a unique index.
    /// </summary>
    public static async Task<bool[]> NewAsync<T>(
        OpsDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> uniqueProperties, CancellationToken ct)
        where T : class
    {
        var statement = New(db, rows, uniqueProperties);
        return statement.Table.WhichOf(rows, (await BulkRun.TogetherAsync(db, [statement], ct))[0]);
    }

    public static BulkStatement All<T>(OpsDbContext db, IReadOnlyList<T> rows)
        where T : class => Statement(BulkTable.Of<T>(db), rows);

    public static BulkStatement New<T>(OpsDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> uniqueProperties)
        where T : class
    {
        var table = BulkTable.Of<T>(db);
        var unique = table.ColumnsOf(uniqueProperties);
        var skipping = $" ON CONFLICT ({BulkStatement.Names(unique)}) DO NOTHING";
        var absent = $" WHERE NOT EXISTS (SELECT 1 FROM [{table.Name}] AS t WITH (UPDLOCK, HOLDLOCK) WHERE "
            + $"{string.Join(" AND ", unique.Select(column => $"t.[{column.Name}] = s.[{column.Name}]"))})";
        var names = BulkStatement.Names(table.Columns);
        return Statement(table, FirstOfEach(rows, unique)) with
        {
            TellsKeys = true,
            Postgres = source => $"{Into(table)} SELECT * FROM {source}{skipping} RETURNING \"{table.Key.Name}\"",
            Sqlite = $"{Into(table)} VALUES ({Parameters(table)}){skipping}",
            SqlServer = source => $"DECLARE @written TABLE (k {table.Key.StoreType}); {Into(table)} "
                + $"OUTPUT inserted.[{table.Key.Name}] INTO @written "
                + $"SELECT {names} FROM {source}{absent}; SELECT k FROM @written;",
        };
    }

    private static BulkStatement Statement<T>(BulkTable table, IReadOnlyList<T> rows)
        where T : class => new(
            table, table.Columns, rows, TellsKeys: false, source => $"{Into(table)} SELECT * FROM {source}",
            $"{Into(table)} VALUES ({Parameters(table)})",
            source => $"{Into(table)} SELECT {BulkStatement.Names(table.Columns)} FROM {source}");

    private static string Into(BulkTable table) => $"INSERT INTO \"{table.Name}\" ({BulkStatement.Names(table.Columns)})";

    private static string Parameters(BulkTable table) => string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"));

    // Of rows that are alike among themselves the first is meant; SQL Server's NOT EXISTS would let all of them through.
    private static List<T> FirstOfEach<T>(IReadOnlyList<T> rows, IReadOnlyList<BulkColumn> unique)
        where T : class => [.. rows.DistinctBy(row => string.Join('\u001f', unique.Select(column => column.Read(row))))];
}
