using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OpsPortal.Data;

/// <summary>Why a database does not take a write, in words for whoever runs it.</summary>
internal static class WriteRefusal
{
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const string Full = "the disk of the database is full: make room, it goes on by itself";
    private const string ReadOnly = "the database takes no writes, it is read-only: connect to the primary, or make it writable";
    private const string Broken = "the disk of the database fails: look at the machine's log, and restore if it does not recover";
    private const string Other = "the database refuses a write: the app's log says why";

    public static string Words(Exception trouble) => trouble.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            SqliteFull => Full,
            SqliteReadOnly => ReadOnly,
            SqliteIoError => Broken,
            _ => Other,
        },
        PostgresException postgres => postgres.SqlState switch
        {
            PostgresErrorCodes.DiskFull => Full,
            PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly,
            PostgresErrorCodes.IoError => Broken,
            _ => Other,
        },
        // A filegroup or the log has no room; the database is read-only.
        SqlException { Number: 1105 or 9002 } => Full,
        SqlException { Number: 3906 } => ReadOnly,
        _ => Other,
    };
}
