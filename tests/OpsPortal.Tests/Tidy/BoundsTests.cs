namespace OpsPortal.Tests.Tidy;

/// <summary>The outer bounds of the house style. They bound; they do not design.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void Files_OfEachKind_StayShort() => Assert.Empty(SourceFile.All
        .Where(file => file.Lines.Count > Bound(file))
        .Select(file => $"{file.Path}: {file.Lines.Count} lines, at most {Bound(file)}"));

    [Fact]
    public void Lines_KeepToTheMargin() => Assert.Empty(SourceFile.All
        .SelectMany(file => file.Lines.Select((line, at) => (file.Path, Number: at + 1, line.Length)))
        .Where(line => line.Length > 130)
        .Select(line => $"{line.Path}:{line.Number}: {line.Length} characters, at most 130"));

    [Fact]
    public void Methods_StayShort() => Assert.Empty(SourceFile.CSharp
        .SelectMany(Methods)
        .Where(method => method.Lines > 50)
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
