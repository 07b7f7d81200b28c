#if PARTIAL_FEED
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace OpsPortal.Tests;

/// <summary>Finds the assemblies that stand beside the tests because a partial feed lacks their newer versions.</summary>
internal static class PartialFeedLoader
{
    [ModuleInitializer]
    internal static void Find() => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        var file = Path.Combine(AppContext.BaseDirectory, "partial", name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    };
}
#endif
