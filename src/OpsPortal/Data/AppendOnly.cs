namespace OpsPortal.Data;

/// <summary>
/// The triggers by which the database itself refuses to change or delete what is posted, audited and sealed. SQLite also refuses
/// INSERT OR REPLACE, whatever the connection's pragmas.
/// </summary>
internal static class AppendOnly
{
    /// <summary>Each table with the columns of its other unique key, if any.</summary>
    public static readonly IReadOnlyList<(string Table, string Key, string[] AlsoUnique)> Tables =
    [
        ("JournalEntries", "Id", ["LegalEntityId", "PostingKey"]),
        ("JournalLines", "Id", []),
        ("AuditRows", "Id", []),
        ("AuditSeals", "Sequence", ["RowId"]),
    ];

    public static string TriggerName(string table) => $"{table}_AppendOnly";

    /// <summary>The statements for a provider and all tables.</summary>
    public static IEnumerable<string> Statements(string provider) =>
        Statements(provider, [.. Tables.Select(table => table.Table)]);

    /// <summary>The statements for some tables: what a migration writes into the script of a provider.</summary>
    public static IEnumerable<string> Statements(string provider, IReadOnlyList<string> tables)
    {
        var guarded = Tables.Where(table => tables.Contains(table.Table)).ToList();
        return provider switch
        {
            DatabaseGuards.Postgres => guarded.SelectMany(table => PostgresStatements(table.Table)).Prepend(PostgresFunction),
            DatabaseGuards.Sqlite => guarded.SelectMany(SqliteStatements),
            _ => guarded.Select(table => SqlServerStatement(table.Table)),
        };
    }

    /// <summary>The names of the triggers that a provider needs for a table.</summary>
    public static IEnumerable<string> NamesOf(string provider, string table) => provider switch
    {
        DatabaseGuards.Postgres => [TriggerName(table), TriggerName(table) + "_Truncate"],
        DatabaseGuards.Sqlite => [TriggerName(table), TriggerName(table) + "_Delete", TriggerName(table) + "_Replace"],
        _ => [TriggerName(table)],
    };

    private const string PostgresFunction =
        """
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'append only: % may not be changed', TG_TABLE_NAME; END $$
        """;

    private static IEnumerable<string> PostgresStatements(string table)
    {
        yield return $"""DROP TRIGGER IF EXISTS "{TriggerName(table)}" ON "{table}" """;
        yield return $"""
            CREATE TRIGGER "{TriggerName(table)}" BEFORE UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
            """;
        yield return $"""DROP TRIGGER IF EXISTS "{TriggerName(table)}_Truncate" ON "{table}" """;
        yield return $"""
            CREATE TRIGGER "{TriggerName(table)}_Truncate" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION refuse_change()
            """;
    }

    private static IEnumerable<string> SqliteStatements((string Table, string Key, string[] AlsoUnique) guarded)
    {
        var (table, key, alsoUnique) = guarded;
        var name = TriggerName(table);
        var refuse = $"SELECT RAISE(ABORT, 'append only: {table} may not be changed');";
        foreach (var trigger in (string[])[name, $"{name}_Delete", $"{name}_Replace"])
            yield return $"""DROP TRIGGER IF EXISTS "{trigger}" """;
        yield return $"""CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" BEGIN {refuse} END""";
        yield return $"""CREATE TRIGGER "{name}_Delete" BEFORE DELETE ON "{table}" BEGIN {refuse} END""";

        // A replace deletes without firing the delete trigger unless a pragma says so. The same row again is refused; the same
        // unique key again is left out, which is what ON CONFLICT DO NOTHING asks for anyway.
        var same = alsoUnique.Length == 0 ? "" : "SELECT RAISE(IGNORE) WHERE EXISTS (SELECT 1 FROM \"" + table + "\" WHERE "
            + string.Join(" AND ", alsoUnique.Select(column => $"\"{column}\" = NEW.\"{column}\"")) + ");";
        yield return $"""
            CREATE TRIGGER "{name}_Replace" BEFORE INSERT ON "{table}" BEGIN
            SELECT RAISE(ABORT, 'append only: {table} may not be changed')
            WHERE EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}" OR rowid = NEW.rowid); {same} END
            """;
    }

    private static string SqlServerStatement(string table) =>
        $"CREATE OR ALTER TRIGGER [{TriggerName(table)}] ON [{table}] AFTER UPDATE, DELETE AS "
        + $"BEGIN SET NOCOUNT ON; IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION; "
        + $"THROW 51000, 'append only: {table} may not be changed', 1; END";
}
