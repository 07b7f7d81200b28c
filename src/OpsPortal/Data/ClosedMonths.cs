namespace OpsPortal.Data;

/// <summary>
/// The trigger by which the database refuses an entry of a closed month. A posting that read the month as open holds the month's
/// row, so that a signature waits for it, and one that comes after the signature waits, is refused and judged anew by the command
/// runner: it then posts in the next open month. SQLite has one writer at a time and needs the refusal alone.
/// </summary>
internal static class ClosedMonths
{
    public const string TriggerName = "JournalEntries_ClosedMonth";

    /// <summary>The error by which SQL Server tells this refusal from others.</summary>
    public const int SqlServerError = 51001;

    public static IEnumerable<string> Statements(string provider) => provider switch
    {
        DatabaseGuards.Postgres =>
            [PostgresFunction, $"""DROP TRIGGER IF EXISTS "{TriggerName}" ON "JournalEntries" """, ForPostgres],
        DatabaseGuards.Sqlite => [$"""DROP TRIGGER IF EXISTS "{TriggerName}" """, ForSqlite],
        _ => [ForSqlServer],
    };

    // The state is read from the locked rows: a condition in the question itself would pass over a row that is being closed.
    private const string PostgresFunction =
        """
        CREATE OR REPLACE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS
        $$ DECLARE month record;
        BEGIN
          FOR month IN SELECT p."Year", p."Month", p."State" FROM "Periods" p
            WHERE (p."LegalEntityId", p."Year", p."Month") IN (
              SELECT e."LegalEntityId", date_part('year', e."BookedOn")::int, date_part('month', e."BookedOn")::int FROM posted e)
            ORDER BY p."Id" FOR SHARE OF p
          LOOP
            IF month."State" = 'Closed' THEN
              RAISE EXCEPTION 'closed month: nothing posts into %-%', month."Year", month."Month" USING ERRCODE = '40001';
            END IF;
          END LOOP;
          RETURN NULL;
        END $$
        """;

    private const string ForPostgres =
        $"""
        CREATE TRIGGER "{TriggerName}" AFTER INSERT ON "JournalEntries" REFERENCING NEW TABLE AS posted
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_month()
        """;

    private const string ForSqlite =
        $"""
        CREATE TRIGGER "{TriggerName}" AFTER INSERT ON "JournalEntries" BEGIN
        SELECT RAISE(ABORT, 'closed month: nothing posts into it') WHERE EXISTS (SELECT 1 FROM "Periods"
        WHERE "LegalEntityId" = NEW."LegalEntityId" AND "Year" = CAST(substr(NEW."BookedOn", 1, 4) AS INTEGER)
        AND "Month" = CAST(substr(NEW."BookedOn", 6, 2) AS INTEGER) AND "State" = 'Closed'); END
        """;

    private static readonly string ForSqlServer =
        $"""
        CREATE OR ALTER TRIGGER [{TriggerName}] ON [JournalEntries] AFTER INSERT AS
        BEGIN SET NOCOUNT ON;
        IF EXISTS (SELECT 1 FROM inserted AS e JOIN [Periods] AS p WITH (REPEATABLEREAD)
        ON p.[LegalEntityId] = e.[LegalEntityId] AND p.[Year] = YEAR(e.[BookedOn]) AND p.[Month] = MONTH(e.[BookedOn])
        WHERE p.[State] = N'Closed')
        BEGIN IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION; THROW {SqlServerError}, 'closed month: nothing posts into it', 1; END
        END
        """;
}
