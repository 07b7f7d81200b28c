using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Tidy;

/// <summary>A page that names proofs must name proofs that exist.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void EveryTestThatItNames_Exists()
    {
        var page = File.ReadAllText(Path.Combine(SourceFile.Root, "docs", "security.md"));
        var sources = Directory.EnumerateFiles(Path.Combine(SourceFile.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();

        var lost = Named().Matches(page)
            .Where(name => !sources.Exists(text => text.Contains($"class {name.Groups[1].Value}", StringComparison.Ordinal)
                && text.Contains(name.Groups[2].Value, StringComparison.Ordinal)))
            .Select(name => name.Value);

        Assert.Equal([], lost);
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+Tests)(?:\\.([A-Za-z0-9_]+))?`")]
    private static partial Regex Named();
}
