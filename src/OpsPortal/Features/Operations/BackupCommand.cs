using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Start;

namespace OpsPortal.Features.Operations;

/// <summary>
/// <c>backup FILE</c>: on SQLite one file with the database as of one instant, taken while the portal serves, with evidence, keys
/// and a digest. A server database has tools of its own; then the file holds the rest.
/// </summary>
internal sealed class BackupCommand(
    IDbContextFactory<OpsDbContext> contexts, DatabaseSettings settings, DataFolder folder, DigestSeal seal, IClock clock)
    : IConsoleCommand
{
    public const string DatabaseEntry = "opsportal.db";
    public const string DigestEntry = "digest.json";

    public string Name => "backup";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (arguments is not [var file] || File.Exists(file))
        {
            await Console.Error.WriteLineAsync("Give the name of a file that is not there yet.");
            return 2;
        }

        await WriteAsync(file, ct);
        await Console.Out.WriteLineAsync(settings.Provider == DatabaseProvider.Sqlite
            ? $"{file} holds database, evidence, keys and digest. Keep it where only operators reach it."
            : $"{file} holds evidence, keys and digest. Back up the database with its own tools now (docs/operations.md).");
        return 0;
    }

    internal async Task WriteAsync(string file, CancellationToken ct)
    {
        await using var to = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var zip = new ZipArchive(to, ZipArchiveMode.Create);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await AddDigestAsync(zip, db, ct);
        if (settings.Provider == DatabaseProvider.Sqlite)
            await AddDatabaseAsync(zip, db, ct);
        foreach (var path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(IsKept))
            zip.CreateEntryFromFile(path, Path.GetRelativePath(folder.Path, path).Replace('\\', '/'));
    }

    private static async Task AddDatabaseAsync(ZipArchive zip, OpsDbContext db, CancellationToken ct)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"opsportal-{Guid.NewGuid():N}.db");
        try
        {
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", ct);
            zip.CreateEntryFromFile(copy, DatabaseEntry);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    // Before the copy is taken: what is restored can then be held against it.
    private async Task AddDigestAsync(ZipArchive zip, OpsDbContext db, CancellationToken ct)
    {
        var digest = seal.Sign(await Digest.NowAsync(db, clock, ct));
        await using var entry = zip.CreateEntry(DigestEntry).Open();
        await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(digest.ToJson()), ct);
    }

    private static bool IsKept(string path) =>
        !Path.GetFileName(path).StartsWith("opsportal.db", StringComparison.Ordinal)
        && !Path.GetFileName(path).StartsWith('.');
}
