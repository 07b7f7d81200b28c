using Microsoft.Data.Sqlite;
using OpsPortal.Data.Start;

namespace OpsPortal.Data;

/// <summary>The disk beneath the data folder and a SQLite file: its room, and whether it takes a write.</summary>
[Part]
internal sealed class DataDisk(DataFolder folder, DatabaseSettings database, IConfiguration configuration)
{
    /// <summary>The setting with the fewest megabytes that must be free for the app to be ready.</summary>
    public const string Setting = "OpsPortal:LeastFreeMegabytes";

    private const long LeastFreeMegabytes = 200;
    private const long Megabyte = 1024 * 1024;

    private long LeastFree => configuration.GetValue(Setting, LeastFreeMegabytes);

    /// <summary>How much of the disk under the data folder is free, in percent.</summary>
    public long FreePercent
    {
        get
        {
            var drive = new DriveInfo(folder.Path);
            return drive.AvailableFreeSpace * 100 / Math.Max(1, drive.TotalSize);
        }
    }

    /// <summary>Null where there is room, else what is wrong and what to do.</summary>
    public string? WhyFull() => Places().Select(place => new DriveInfo(place).AvailableFreeSpace / Megabyte)
        .Where(free => free < LeastFree)
        .Select(free => $"the disk of the books has {free} MB free, less than {LeastFree} ({Setting}): make room")
        .FirstOrDefault();

    /// <summary>Null where a file can be written to the data folder, else what is wrong and what to do.</summary>
    public string? WhyUnwritable()
    {
        try
        {
            var probe = Path.Combine(folder.Path, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return "the data folder cannot be written: mount it writable, give it to the app's user, make room";
        }
    }

    private IEnumerable<string> Places()
    {
        yield return folder.Path;
        if (database.Provider == DatabaseProvider.Sqlite)
            yield return Path.GetDirectoryName(
                Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource))!;
    }
}
