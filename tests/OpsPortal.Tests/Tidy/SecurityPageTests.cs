using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Tidy;

/// <summary>A page that names proofs must name proofs that exist, and count what it leaves open.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceFile.Root, "docs", "security.md"));

    [Fact]
    public void EveryTestThatItNames_Exists()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(SourceFile.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();

        var lost = Named().Matches(Page)
            .Where(name => !sources.Exists(text => text.Contains($"class {name.Groups[1].Value}", StringComparison.Ordinal)
                && text.Contains(name.Groups[2].Value, StringComparison.Ordinal)))
            .Select(name => name.Value);

        Assert.Equal([], lost);
    }

    [Fact]
    public void EveryItemOfLevels1And2_StandsInItOnce()
    {
        var rows = Rows("What holds").Concat(Rows("What does not apply")).Concat(Rows("What does not hold yet"));

        var stated = rows.SelectMany(row => Items(row.Cells[0])).Where(AsvsItems.OfLevels1And2.Contains);

        Assert.Equal(AsvsItems.OfLevels1And2.Order(StringComparer.Ordinal), stated.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryRowOfWhatHolds_NamesItsTestOrSaysThatItWasRead() => Assert.Empty(Rows("What holds")
        .Where(row => row.Cells[^1] != "by reading" && !Named().IsMatch(row.Cells[^1])).Select(row => row.Line));

    [Fact]
    public void Sentence_CountsTheRows()
    {
        var holds = Rows("What holds").ToList();
        var (tested, read) = (Count(holds.Where(IsTested)), Count(holds.Where(row => !IsTested(row))));
        var open = Count(Rows("What does not hold yet"));

        var sentence = $"Of {AsvsItems.OfLevels1And2.Count} items of levels 1 and 2, {tested + read + open} apply; "
            + $"{tested} hold with a test, {read} hold by reading, {open} do not hold.";
        Assert.Contains(sentence, Page, StringComparison.Ordinal);
    }

    private static bool IsTested(Row row) => Named().IsMatch(row.Cells[^1]);

    private static int Count(IEnumerable<Row> rows) =>
        rows.SelectMany(row => Items(row.Cells[0])).Count(AsvsItems.OfLevels1And2.Contains);

    private static IEnumerable<Row> Rows(string heading) => Page.Split("\n## ")
        .Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal)).Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => new Row(line, [.. line.Trim('|').Split('|').Select(cell => cell.Trim())]))
        .Where(row => row.Cells[0] is not ("item" or "threat"));

    private static IEnumerable<string> Items(string cell) => cell.Split(", ").Where(item => Number().IsMatch(item));

    private sealed record Row(string Line, IReadOnlyList<string> Cells);

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+Tests)(?:\\.([A-Za-z0-9_]+))?`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Number();
}
