namespace OpsPortal.Tests.Tidy;

/// <summary>The outer bounds of the house style. They bound; they do not design.</summary>
public sealed class BoundsTests
{
    // Tables read best in one place; this list may only shrink.
    private static readonly string[] LongerFiles = ["src/OpsPortal.Domain/Shared/Ids.cs"];

    [Fact]
    public void Files_OfEachKind_StayShort() => Assert.Empty(SourceFile.All
        .Where(file => !LongerFiles.Contains(file.Path) && file.Lines.Count > Bound(file))
        .Select(file => $"{file.Path}: {file.Lines.Count} lines, at most {Bound(file)}"));

    [Fact]
    public void Lines_NeverRunFarBeyondTheMargin() => Assert.Empty(SourceFile.All
        .SelectMany(file => file.Lines.Select((line, number) => (file, line, number)))
        .Where(found => found.line.Length > 210)
        .Select(found => $"{found.file.Path}:{found.number + 1}: {found.line.Length}"));

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
}
