using Microsoft.Extensions.Configuration;

namespace OpsPortal.Data;

/// <summary>Where files that outlive the process stand: the SQLite database, keys, mail drops, evidence. Setting
/// <c>OpsPortal:DataFolder</c>.</summary>
[Part]
internal sealed class DataFolder(IConfiguration configuration)
{
    public string Path { get; } = Directory.CreateDirectory(PathOf(configuration)).FullName;

    /// <summary>The configured folder; a relative one, such as the default <c>data</c>, stands under the repository or,
    /// published, beside the program.</summary>
    public static string PathOf(IConfiguration configuration)
    {
        var setting = configuration["OpsPortal:DataFolder"] is { Length: > 0 } given ? given : "data";
        return System.IO.Path.IsPathRooted(setting) ? setting : System.IO.Path.Combine(Root(), setting);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OpsPortal.sln")))
                return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
