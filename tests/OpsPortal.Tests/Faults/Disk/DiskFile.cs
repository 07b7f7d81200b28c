namespace OpsPortal.Tests.Faults.Disk;

/// <summary>A file that SQLite has open in the app's process, with the disk's moods between them.</summary>
internal sealed unsafe class DiskFile(SqliteFile* file, SqliteFileMethods* real, UnsyncedWrites writes, TestDisk disk)
{
    private readonly SqliteFile* file = file;
    private readonly SqliteFileMethods* real = real;

    public int Write(byte* from, int count, long offset)
    {
        lock (writes.Gate)
        {
            if (disk.Trouble is { } trouble)
                return trouble == DiskTrouble.Full ? SqliteLibrary.Full : SqliteLibrary.WriteFailed;
            writes.Keep(this, offset, count);
            return real->Write(file, from, count, offset);
        }
    }

    public int Truncate(long size)
    {
        lock (writes.Gate)
        {
            writes.Keep(this, size, Math.Max(0, Size() - size));
            return real->Truncate(file, size);
        }
    }

    public int Sync(int how)
    {
        lock (writes.Gate)
        {
            if (disk.Trouble == DiskTrouble.Broken)
                return SqliteLibrary.SyncFailed;
            Thread.Sleep(disk.FsyncMilliseconds);
            var answer = real->Sync(file, how);
            if (answer == SqliteLibrary.Ok)
                writes.Synced();
            return answer;
        }
    }

    public int Close() => real->Close(file);

    public long Size()
    {
        long size = 0;
        return real->Size(file, &size) == SqliteLibrary.Ok ? size : throw new IOException("The file has no size.");
    }

    public byte[] Read(long offset, int count)
    {
        var bytes = new byte[count];
        fixed (byte* to = bytes)
            return real->Read(file, to, count, offset) == SqliteLibrary.Ok ? bytes
                : throw new IOException($"{count} bytes at {offset} cannot be read.");
    }
}
