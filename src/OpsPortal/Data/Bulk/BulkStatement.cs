namespace OpsPortal.Data.Bulk;

/// <summary>
/// One statement that writes many rows: what it writes, and how each database says it. PostgreSQL and SQL Server get all rows as
/// one source (arrays, JSON) that the text reads from; SQLite runs its text for each row.
/// </summary>
/// <param name="Columns">The parameters, in the order in which SQLite's text numbers them.</param>
/// <param name="TellsKeys">Whether the text returns the key of each row that it wrote.</param>
internal sealed record BulkStatement(
    BulkTable Table, IReadOnlyList<BulkColumn> Columns, IReadOnlyList<object> Rows, bool TellsKeys,
    Func<string, string> Postgres, string Sqlite, Func<string, string> SqlServer)
{
    public static string Names(IEnumerable<BulkColumn> columns) =>
        string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
}
