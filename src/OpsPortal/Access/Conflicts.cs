using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpsPortal.Data;

namespace OpsPortal.Access;

/// <summary>Tells apart what a second try can mend and what another writer has decided.</summary>
internal static class Conflicts
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraint = 19;
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;
    private const int SqlServerDeadlock = 1205;

    /// <summary>True where the same command, judged anew, may well succeed or be refused for its true reason.</summary>
    public static bool IsWorthAnotherTry(Exception trouble) => IsPassing(trouble) || IsLost(trouble);

    /// <summary>A lock, a deadlock, a month closed meanwhile or a stale revision: it passes by itself. A duplicate does not,
    /// and is never passed over in silence.</summary>
    public static bool IsPassing(Exception trouble) => trouble is DbUpdateConcurrencyException
        || trouble.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        PostgresException postgres =>
            postgres.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        SqlException server => server.Number is SqlServerDeadlock or ClosedMonths.SqlServerError,
        _ => false,
    };

    /// <summary>Another writer changed the same thing first.</summary>
    public static bool IsLost(Exception trouble) => trouble is DbUpdateConcurrencyException || IsDuplicate(trouble);

    /// <summary>A unique index refused a second row of the same name.</summary>
    public static bool IsDuplicate(Exception trouble) => trouble.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint
            && sqlite.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };
}
