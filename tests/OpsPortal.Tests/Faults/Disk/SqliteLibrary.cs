using System.Runtime.InteropServices;

namespace OpsPortal.Tests.Faults.Disk;

/// <summary>The SQLite library that the app uses, as far as it lets others stand between it and the disk.</summary>
internal static unsafe class SqliteLibrary
{
    public const int Ok = 0;
    public const int Full = 13;
    public const int WriteFailed = 778;
    public const int SyncFailed = 1034;

    /// <summary>A database, its journal or its log, among the flags of a file that is opened.</summary>
    public const int Lasting = 0x100 | 0x800 | 0x80000;

    private static readonly nint Handle = Load();

    public static SqliteVfs* DefaultVfs() =>
        ((delegate* unmanaged[Cdecl]<byte*, SqliteVfs*>)NativeLibrary.GetExport(Handle, "sqlite3_vfs_find"))(null);

    public static void MakeDefault(SqliteVfs* vfs)
    {
        var register = (delegate* unmanaged[Cdecl]<SqliteVfs*, int, int>)NativeLibrary.GetExport(Handle, "sqlite3_vfs_register");
        if (register(vfs, 1) != Ok)
            throw new InvalidOperationException("SQLite does not take another disk.");
    }

#if PARTIAL_FEED
    private static nint Load() => NativeLibrary.Load("libsqlite3.so.0");
#else
    private static nint Load() => NativeLibrary.Load("e_sqlite3", typeof(Microsoft.Data.Sqlite.SqliteConnection).Assembly, null);
#endif
}

/// <summary><c>sqlite3_vfs</c>: what an operating system does for SQLite.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteVfs
{
    public int Version;
    public int FileBytes;
    public int LongestPath;
    public SqliteVfs* Next;
    public byte* Name;
    public nint Data;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, SqliteFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, int, int> Delete;
    public RestOfVfs Rest;
}

/// <summary><c>sqlite3_vfs</c> from <c>xAccess</c> to <c>xNextSystemCall</c>, copied as it is.</summary>
[System.Runtime.CompilerServices.InlineArray(14)]
internal struct RestOfVfs
{
    private nint first;
}

/// <summary><c>sqlite3_file</c>; the operating system's own part follows it in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFile
{
    public SqliteFileMethods* Methods;
}

/// <summary><c>sqlite3_io_methods</c>: what can be done with an open file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFileMethods
{
    /// <summary>With 2 files are never mapped into memory: each write comes by <see cref="Write"/>.</summary>
    public int Version;
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> Close;
    public delegate* unmanaged[Cdecl]<SqliteFile*, byte*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<SqliteFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<SqliteFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<SqliteFile*, long*, int> Size;
    public RestOfFileMethods Rest;
}

/// <summary><c>sqlite3_io_methods</c> of version 2 from <c>xLock</c> to <c>xShmUnmap</c>, copied as it is.</summary>
[System.Runtime.CompilerServices.InlineArray(10)]
internal struct RestOfFileMethods
{
    private nint first;
}
