using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Tidy;

/// <summary>The project speaks of itself alone: no notes to self, no paths of a machine, no feed that only one place
/// reaches.</summary>
public sealed class ForeignWordsTests
{
    private static readonly string[] Kinds =
        [".cs", ".razor", ".md", ".sh", ".json", ".csproj", ".props", ".targets", ".css", ".js", ".yml", ".config"];

    /// <summary>Written apart, so that this file does not hold them itself.</summary>
    public static TheoryData<string> Foreign =>
    [
        $@"\bTO{""}DO\b|\bFIX{""}ME\b|\bHA{""}CK\b", $@"(^|[\s""'`(])/(work{""}|tmp/ba{""}sh|home/\w+|Users/\w+)/",
        $@"https?://[^\s""']*(artifactory|nexus|proget|verdaccio|/v3/ind{""}ex\.json)",
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Files_HoldNone(string pattern) => Assert.Empty(Files()
        .SelectMany(path => File.ReadLines(path).Select((line, i) => (path, line, i)))
        .Where(found => Regex.IsMatch(found.line, pattern))
        .Select(found => $"{Path.GetRelativePath(SourceFile.Root, found.path)}:{found.i + 1}: {found.line.Trim()}"));

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(SourceFile.Root, "*", SearchOption.AllDirectories)
        .Where(path => Kinds.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != "NuGet.config")
        .Where(path => !Regex.IsMatch(
            Path.GetRelativePath(SourceFile.Root, path).Replace('\\', '/'), @"(^|/)(bin|obj|node_modules|data|\.git)/"));
}
