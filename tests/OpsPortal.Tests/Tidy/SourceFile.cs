namespace OpsPortal.Tests.Tidy;

/// <summary>A file of the repository, by its path under the root with forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Folders = ["src", "tests", "build"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> All { get; } = [.. Folders.SelectMany(Read)];

    public IReadOnlyList<string> Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public string Name => System.IO.Path.GetFileName(Path);

    public static IEnumerable<SourceFile> CSharp => All.Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> Product => All.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> Read(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(Root, path))));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OpsPortal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests must run from a clone.");
    }
}
