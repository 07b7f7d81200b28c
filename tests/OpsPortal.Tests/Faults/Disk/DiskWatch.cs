using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpsPortal.Tests.Faults.Disk;

/// <summary>Lives in the app's process and stands between SQLite and the operating system: SQLite's own way for it (a
/// VFS).</summary>
internal static unsafe class DiskWatch
{
    private static readonly ConcurrentDictionary<string, UnsyncedWrites> Written = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, DiskFile> Opened = new();
    private static readonly ConcurrentDictionary<nint, nint> Methods = new();
    private static TestDisk? disk;
    private static SqliteVfs* real;

    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(TestDisk.Variable) is not { Length: > 0 } folder)
            return;
        disk = new TestDisk(folder)
        {
            FsyncMilliseconds = int.Parse(
                Environment.GetEnvironmentVariable(TestDisk.FsyncVariable)!, CultureInfo.InvariantCulture),
        };
        real = SqliteLibrary.DefaultVfs();
        var ours = (SqliteVfs*)NativeMemory.Alloc((nuint)sizeof(SqliteVfs));
        *ours = *real;
        ours->Name = (byte*)Marshal.StringToCoTaskMemUTF8("test-disk");
        ours->Open = &Open;
        ours->Delete = &Delete;
        SqliteLibrary.MakeDefault(ours);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(SqliteVfs* vfs, byte* name, SqliteFile* file, int flags, int* given)
    {
        var answer = real->Open(real, name, file, flags, given);
        if (answer != SqliteLibrary.Ok || name is null || (flags & SqliteLibrary.Lasting) == 0)
            return answer;
        var writes = Written.GetOrAdd(Marshal.PtrToStringUTF8((nint)name)!, path => new UnsyncedWrites(path));
        Opened[(nint)file] = new DiskFile(file, file->Methods, writes, disk!);
        file->Methods = (SqliteFileMethods*)Methods.GetOrAdd((nint)file->Methods, Between);
        return answer;
    }

    // What the log held is in the database and synced before SQLite deletes it.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(SqliteVfs* vfs, byte* name, int syncsFolder)
    {
        var answer = real->Delete(real, name, syncsFolder);
        if (answer == SqliteLibrary.Ok && Written.TryGetValue(Marshal.PtrToStringUTF8((nint)name)!, out var writes))
            lock (writes.Gate)
                writes.Synced();
        return answer;
    }

    private static nint Between(nint methods)
    {
        var ours = (SqliteFileMethods*)NativeMemory.Alloc((nuint)sizeof(SqliteFileMethods));
        *ours = *(SqliteFileMethods*)methods;
        ours->Version = 2;
        ours->Close = &Close;
        ours->Write = &Write;
        ours->Truncate = &Truncate;
        ours->Sync = &Sync;
        return (nint)ours;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(SqliteFile* file) =>
        Opened.TryRemove((nint)file, out var open) ? open.Close() : SqliteLibrary.Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, byte* from, int count, long offset) =>
        Opened[(nint)file].Write(from, count, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(SqliteFile* file, long size) => Opened[(nint)file].Truncate(size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(SqliteFile* file, int how) => Opened[(nint)file].Sync(how);
}
