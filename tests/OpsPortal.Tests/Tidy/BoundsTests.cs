using System.Globalization;

namespace OpsPortal.Tests.Tidy;

/// <summary>The outer bounds of the house style. They bound; they do not design.</summary>
public sealed class BoundsTests
{
    // Tables read best in one place; this list may only shrink.
    private static readonly string[] LongerFiles = ["src/OpsPortal.Domain/Shared/Ids.cs"];

    private static readonly string[] LongerMethods = [];

    [Fact]
    public void Files_OfEachKind_StayShort() => Assert.Empty(SourceFile.All
        .Where(file => !LongerFiles.Contains(file.Path) && file.Lines.Count > Bound(file))
        .Select(file => $"{file.Path}: {file.Lines.Count} lines, at most {Bound(file)}"));

    /// <summary>Lines that are longer stand in LongerLines.txt by file and number; the list may only shrink.</summary>
    [Fact]
    public void Lines_KeepToTheMargin()
    {
        var allowed = File.ReadLines(Path.Combine(SourceFile.Root, "tests/OpsPortal.Tests/Tidy/LongerLines.txt"))
            .Select(line => line.Split(' ')).ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.Empty(SourceFile.All.Select(file => (file.Path, Count: file.Lines.Count(line => line.Length > 130)))
            .Where(file => file.Count > allowed.GetValueOrDefault(file.Path))
            .Select(file => $"{file.Path}: {file.Count} lines beyond 130, at most {allowed.GetValueOrDefault(file.Path)}"));
    }

    [Fact]
    public void Methods_StayShort() => Assert.Empty(SourceFile.CSharp
        .SelectMany(Methods)
        .Where(method => method.Lines > 50 && !LongerMethods.Contains(method.Name))
        .Select(method => $"{method.Name}: {method.Lines} lines, at most 50"));

    [Fact]
    public void Markup_HoldsLittleCode() => Assert.Empty(SourceFile.Product
        .Where(file => file.Name.EndsWith(".razor", StringComparison.Ordinal))
        .Where(file => CodeLines(file) > 15)
        .Select(file => $"{file.Path}: {CodeLines(file)} lines of code, at most 15"));

    [Fact]
    public void Names_OfTypes_ComeFromTheField() => Assert.Empty(SourceFile.Product
        .Select(file => file.Name.Split('.')[0])
        .Where(name => name.EndsWith("Manager", StringComparison.Ordinal) || name.EndsWith("Helper", StringComparison.Ordinal)
            || name.EndsWith("Helpers", StringComparison.Ordinal) || name.EndsWith("Util", StringComparison.Ordinal)
            || name.EndsWith("Utils", StringComparison.Ordinal) || name.EndsWith("Service", StringComparison.Ordinal)));

    private static int Bound(SourceFile file) => file.Name switch
    {
        var name when name.EndsWith(".razor.cs", StringComparison.Ordinal) => 200,
        var name when name.EndsWith(".razor", StringComparison.Ordinal) => 150,
        _ => 250,
    };

    private static int CodeLines(SourceFile file)
    {
        var start = file.Lines.ToList().FindIndex(line => line.TrimStart().StartsWith("@code", StringComparison.Ordinal));
        return start < 0 ? 0 : file.Lines.Count - start;
    }

    /// <summary>Members of a type with a body in braces, by the braces that stand at their indent.</summary>
    private static IEnumerable<(string Name, int Lines)> Methods(SourceFile file)
    {
        for (int i = 1, start = -1; i < file.Lines.Count; i++)
        {
            if (file.Lines[i] == "    {" && !file.Lines[i - 1].StartsWith("    public enum", StringComparison.Ordinal))
                start = i;
            if (file.Lines[i] != "    }" || start < 0)
                continue;
            yield return ($"{file.Path}:{start}", i - start + 2);
            start = -1;
        }
    }
}
