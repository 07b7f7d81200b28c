using System.Text.RegularExpressions;

namespace OpsPortal.Domain.Tests.Shared;

/// <summary>The parts of a refusal as they are written in the source: the last says what to do, and nothing twice.</summary>
public sealed partial class RefusalWordsTests
{
    private static readonly string[] Empty =
        ["Look at it again.", "Look at its state.", "Nothing is to be done.", "Nothing is left to do for it."];

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*Refusals.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root(), path)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Refusals_SayWhatToDo_AndSayItOnce(string file)
    {
        foreach (Match refusal in Written().Matches(File.ReadAllText(Path.Combine(Root(), file))))
        {
            var parts = Text().Matches(refusal.Value).Select(match => match.Groups[1].Value).ToList();
            var (before, next) = (string.Concat(parts.SkipLast(1)), parts[^1]);
            Assert.DoesNotContain(next, Empty);
            Assert.False(next.Length > 20 && before.Contains(next.TrimEnd('.')[1..], StringComparison.Ordinal),
                $"{parts[0]} says twice: {next}");
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OpsPortal.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("""new\(\s*"[a-z]+\.[a-z-]+",[^;]*?\);""")]
    private static partial Regex Written();

    [GeneratedRegex(""""
        "((?:[^"\\]|\\.)*)"
        """", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Text();
}
