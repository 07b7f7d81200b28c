using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace OpsPortal.Tests.Faults.Disk;

/// <summary>
/// What stood in a file at its last fsync, as far as it was written over since. It is kept beside the file, where it outlives the
/// process.
/// </summary>
internal sealed class UnsyncedWrites(string path)
{
    public const string Suffix = ".unsynced";
    public const int SectorBytes = 512;
    private const int HeadBytes = sizeof(long) + sizeof(int);
    private const long SizeMark = -1;

    private readonly SafeFileHandle keeper =
        File.OpenHandle(path + Suffix, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);

    private readonly HashSet<long> sectors = [];
    private long written;
    private long? size;

    public Lock Gate { get; } = new();

    /// <summary>Keeps what stands in these bytes before they are written over; nothing where that was done since the last
    /// fsync.</summary>
    public void Keep(DiskFile file, long offset, long count)
    {
        if (size is null)
        {
            var head = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(head, file.Size());
            Append(SizeMark, head);
            size = file.Size();
        }

        for (var sector = offset / SectorBytes; sector * SectorBytes < Math.Min(offset + count, size.Value); sector++)
            if (sectors.Add(sector))
                Append(sector, file.Read(sector * SectorBytes, (int)Math.Min(SectorBytes, size.Value - (sector * SectorBytes))));
    }

    /// <summary>All that was written is on the disk.</summary>
    public void Synced()
    {
        RandomAccess.SetLength(keeper, 0);
        sectors.Clear();
        (written, size) = (0, null);
    }

    /// <summary>The size of the file at its last fsync and its sectors that were written over since; null where nothing
    /// was.</summary>
    public static (long Size, IReadOnlyDictionary<long, byte[]> Sectors)? Read(string kept)
    {
        var bytes = File.ReadAllBytes(kept).AsSpan();
        var at = 0;
        long? size = null;
        var sectors = new Dictionary<long, byte[]>();
        while (at + HeadBytes <= bytes.Length)
        {
            var sector = BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
            var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + sizeof(long))..]);
            at += HeadBytes;
            // It died while it kept these: they were not written over.
            if (at + count > bytes.Length)
                break;
            if (sector == SizeMark)
                size = BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
            else
                sectors[sector] = bytes.Slice(at, count).ToArray();
            at += count;
        }

        return size is { } found ? (found, sectors) : null;
    }

    private void Append(long sector, byte[] content)
    {
        var record = new byte[HeadBytes + content.Length];
        BinaryPrimitives.WriteInt64LittleEndian(record, sector);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(sizeof(long)), content.Length);
        content.CopyTo(record, HeadBytes);
        RandomAccess.Write(keeper, record, written);
        written += record.Length;
    }
}
