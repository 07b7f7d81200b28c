using System.Globalization;

namespace OpsPortal.Tests.Faults.Disk;

/// <summary>What is wrong with the disk.</summary>
public enum DiskTrouble
{
    /// <summary>It takes no further byte.</summary>
    Full,

    /// <summary>Writes and fsyncs fail.</summary>
    Broken,
}

/// <summary>
/// A disk under the app's SQLite that can lose power: what no fsync has covered is gone then, or only some of its sectors have
/// arrived, in any order. It can also be full or broken for a while.
/// </summary>
internal sealed class TestDisk(string folder) : IStowaway
{
    /// <summary>The variable that names the folder of the database to the app's process.</summary>
    public const string Variable = "OPSPORTAL_TEST_DISK";

    /// <summary>The variable that says to it how slow the disk is.</summary>
    public const string FsyncVariable = "OPSPORTAL_TEST_FSYNC_MILLISECONDS";

    private string TroublePath => Path.Combine(folder, "disk.trouble");

    /// <summary>What each fsync takes longer than the machine's own.</summary>
    public int FsyncMilliseconds { get; init; }

    /// <summary>Whether the app commits as with <c>synchronous=NORMAL</c>, which waits for the disk at checkpoints
    /// only.</summary>
    public bool CommitsUnsynced { get; init; }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        [Variable] = folder, [FsyncVariable] = FsyncMilliseconds.ToString(CultureInfo.InvariantCulture),
        [UnsyncedCommits.Variable] = CommitsUnsynced ? "1" : "",
    };

    /// <summary>What is wrong at this moment, in the app's process too.</summary>
    public DiskTrouble? Trouble
    {
        get
        {
            try
            {
                return File.Exists(TroublePath) ? Enum.Parse<DiskTrouble>(File.ReadAllText(TroublePath)) : null;
            }
            catch (FileNotFoundException)
            {
                // It passed between the two looks.
                return null;
            }
        }

        set
        {
            if (value is { } trouble)
            {
                File.WriteAllText(TroublePath + ".new", trouble.ToString());
                File.Move(TroublePath + ".new", TroublePath, overwrite: true);
            }
            else
                File.Delete(TroublePath);
        }
    }

    /// <summary>Whether the app's SQLite writes to this disk; one that does not proves nothing.</summary>
    public bool IsInUse => Kept.Length > 0;

    private string[] Kept => Directory.GetFiles(folder, "*" + UnsyncedWrites.Suffix);

    /// <summary>
    /// The power is gone: called when the app is dead and nobody else has the database open. The number of sectors that are lost.
    /// </summary>
    public int LosePower(Random random)
    {
        var arrives = random.Next(3) switch { 0 => 0, 1 => 50, _ => 90 };
        var lost = 0;
        foreach (var kept in Kept)
        {
            var file = kept[..^UnsyncedWrites.Suffix.Length];
            if (UnsyncedWrites.Read(kept) is { } before && File.Exists(file))
                lost += Lose(file, before.Size, before.Sectors, _ => random.Next(100) < arrives);
            File.Delete(kept);
        }

        return lost;
    }

    /// <summary>Puts the file back to its last fsync, but for the sectors that have arrived.</summary>
    private static int Lose(string path, long size, IReadOnlyDictionary<long, byte[]> sectors, Func<long, bool> arrives)
    {
        var now = File.ReadAllBytes(path);
        var first = size / UnsyncedWrites.SectorBytes;
        var end = (now.Length + UnsyncedWrites.SectorBytes - 1) / UnsyncedWrites.SectorBytes;
        var touched = sectors.Keys.Concat(Range(first, end)).Distinct().ToList();
        var arrived = touched.Where(arrives).ToHashSet();
        var isShorter = now.Length < size && arrives(end);
        var length = isShorter ? now.Length : arrived.Where(sector => sector < end).Select(sector => EndOf(sector, now.Length))
            .Append(size).Max();
        var then = new byte[length];
        now.AsSpan(0, (int)Math.Min(now.Length, length)).CopyTo(then);
        foreach (var sector in touched.Where(sector => !arrived.Contains(sector)))
            PutBack(then, sector, sectors.GetValueOrDefault(sector, []));
        File.WriteAllBytes(path, then);
        return touched.Count - arrived.Count;
    }

    private static void PutBack(byte[] file, long sector, byte[] before)
    {
        var start = (int)Math.Min(file.Length, sector * UnsyncedWrites.SectorBytes);
        var place = file.AsSpan(start, Math.Min(UnsyncedWrites.SectorBytes, file.Length - start));
        place.Clear();
        before.AsSpan(0, Math.Min(before.Length, place.Length)).CopyTo(place);
    }

    private static long EndOf(long sector, long length) => Math.Min((sector + 1) * UnsyncedWrites.SectorBytes, length);

    private static IEnumerable<long> Range(long from, long to)
    {
        for (var sector = from; sector < to; sector++)
            yield return sector;
    }
}
