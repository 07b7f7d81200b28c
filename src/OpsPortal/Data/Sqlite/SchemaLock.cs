using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Data.Sqlite;

/// <summary>
/// One process at a time brings a SQLite file to its schema. The lock belongs to the operating system, which takes it back from
/// a process that dies.
/// </summary>
internal sealed class SchemaLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private SchemaLock(FileStream file) => this.file = file;

    /// <summary>Waits for the file beside the database, and removes the row that a dead process left of EF's own lock: EF
    /// would wait for it for ever, and whoever holds the file knows that nobody else migrates.</summary>
    public static async Task<SchemaLock> TakeAsync(OpsDbContext db, CancellationToken ct)
    {
        var held = new SchemaLock(await OpenAsync(db.Database.GetDbConnection().DataSource + ".migrating", ct));
        try
        {
            await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", ct);
            return held;
        }
        catch (SqliteException)
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    private static async Task<FileStream> OpenAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Pause, ct);
            }
        }
    }
}
