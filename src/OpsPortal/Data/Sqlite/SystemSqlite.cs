#if PARTIAL_FEED
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
#endif

namespace OpsPortal.Data.Sqlite;

/// <summary>Uses the operating system's own SQLite where the feed has no package with one; see
/// docs/decisions/0002-partial-feed.md.</summary>
internal static class SystemSqlite
{
#if PARTIAL_FEED
    private static readonly string[] Names = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "winsqlite3.dll"];
    private static readonly Lazy<bool> Ready = new(Prepare);

    public static void Use() => _ = Ready.Value;

    [ModuleInitializer]
    internal static void FindManagedLayer() =>
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var file = Path.Combine(AppContext.BaseDirectory, "partial", name.Name + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };

    private static bool Prepare()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly,
            (_, assembly, search) => Load(assembly, search));
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Load(Assembly assembly, DllImportSearchPath? search)
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, assembly, search, out var handle))
                return handle;
        }

        throw new DllNotFoundException(
            $"No SQLite library was found. Install one of: {string.Join(", ", Names)} (Debian: apt-get install libsqlite3-0).");
    }
#else
    public static void Use() => SQLitePCL.Batteries_V2.Init();
#endif
}
