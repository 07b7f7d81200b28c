using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Data;

/// <summary>
/// The trigger by which the database refuses an entry where the books are shut: in or before a closed month, and up to an
/// approved cut-over but for its opening entries. A posting that read them as open holds the rows of its month and the later
/// ones, so that a signature waits for it, and one that comes after the signature waits, is refused and judged anew by the
/// command runner: it then posts on the first open day. SQLite has one writer at a time and needs the refusal alone.
/// </summary>
internal static class ClosedMonths
{
    public const string TriggerName = "JournalEntries_ClosedMonth";

    /// <summary>The error by which SQL Server tells this refusal from others.</summary>
    public const int SqlServerError = 51001;

    private const string Words = "closed month: nothing posts into or before it";

    private static readonly string Openings = string.Join(", ", OpeningEntries.Families.Select(family => $"'{family}'"));

    public static IEnumerable<string> Statements(string provider) => provider switch
    {
        DatabaseGuards.Postgres =>
            [PostgresFunction, $"""DROP TRIGGER IF EXISTS "{TriggerName}" ON "JournalEntries" """, ForPostgres],
        DatabaseGuards.Sqlite => [$"""DROP TRIGGER IF EXISTS "{TriggerName}" """, ForSqlite],
        _ => [ForSqlServer],
    };

    // States are read from the locked rows: a condition in the question itself would pass over a row that is being closed. Later
    // months are found by the first day that a company posts on, a cut-over only where a posting is dated up to it.
    private static readonly string PostgresFunction =
        $"""
        CREATE OR REPLACE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS
        $$ DECLARE shut record;
        BEGIN
          FOR shut IN SELECT p."State" FROM "Periods" p JOIN (
              SELECT e."LegalEntityId", min(e."BookedOn") AS day FROM posted e GROUP BY e."LegalEntityId") first
            ON p."LegalEntityId" = first."LegalEntityId" AND (p."Year", p."Month")
              >= (date_part('year', first.day)::int, date_part('month', first.day)::int)
            ORDER BY p."Id" FOR SHARE OF p
          LOOP
            IF shut."State" = 'Closed' THEN
              RAISE EXCEPTION '{Words}' USING ERRCODE = '40001';
            END IF;
          END LOOP;
          FOR shut IN SELECT c."State" FROM "CutOvers" c JOIN (
              SELECT e."LegalEntityId", min(e."BookedOn") AS day FROM posted e
              WHERE e."Family" NOT IN ({Openings}) GROUP BY e."LegalEntityId") first
            ON c."LegalEntityId" = first."LegalEntityId" AND c."Day" >= first.day
            ORDER BY c."Id" FOR SHARE OF c
          LOOP
            IF shut."State" = 'Approved' THEN
              RAISE EXCEPTION '{Words}' USING ERRCODE = '40001';
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

    private static readonly string ForSqlite =
        $"""
        CREATE TRIGGER "{TriggerName}" AFTER INSERT ON "JournalEntries" BEGIN
        SELECT RAISE(ABORT, '{Words}') WHERE EXISTS (SELECT 1 FROM "Periods"
        WHERE "LegalEntityId" = NEW."LegalEntityId" AND ("Year", "Month") >= (CAST(substr(NEW."BookedOn", 1, 4) AS INTEGER),
        CAST(substr(NEW."BookedOn", 6, 2) AS INTEGER)) AND "State" = 'Closed')
        OR NEW."Family" NOT IN ({Openings}) AND EXISTS (SELECT 1 FROM "CutOvers"
        WHERE "LegalEntityId" = NEW."LegalEntityId" AND "Day" >= NEW."BookedOn" AND "State" = 'Approved'); END
        """;

    private static readonly string ForSqlServer =
        $"""
        CREATE OR ALTER TRIGGER [{TriggerName}] ON [JournalEntries] AFTER INSERT AS
        BEGIN SET NOCOUNT ON;
        IF EXISTS (SELECT 1 FROM inserted AS e JOIN [Periods] AS p WITH (REPEATABLEREAD)
        ON p.[LegalEntityId] = e.[LegalEntityId] AND p.[Year] >= YEAR(e.[BookedOn])
        AND (p.[Year] > YEAR(e.[BookedOn]) OR p.[Month] >= MONTH(e.[BookedOn])) WHERE p.[State] = N'Closed')
        OR EXISTS (SELECT 1 FROM inserted AS e JOIN [CutOvers] AS c WITH (REPEATABLEREAD)
        ON c.[LegalEntityId] = e.[LegalEntityId] AND c.[Day] >= e.[BookedOn]
        WHERE c.[State] = N'Approved' AND e.[Family] NOT IN ({Openings}))
        BEGIN IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION; THROW {SqlServerError}, '{Words}', 1; END
        END
        """;
}
