using System.Runtime.CompilerServices;

namespace OpsPortal.Domain.Tests.Documents;

/// <summary>A page of <c>docs/</c> that is printed from tables in code: written with OPSPORTAL_WRITE_DOCS=1, else
/// compared.</summary>
internal static class Printed
{
    public static void Compare(string page, string text)
    {
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", page);
        if (Environment.GetEnvironmentVariable("OPSPORTAL_WRITE_DOCS") == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && text == File.ReadAllText(path),
            $"docs/{page} is stale: run with OPSPORTAL_WRITE_DOCS=1.");
    }

    /// <summary>The words of a name: <c>PartiallyPaid</c> is "partially paid".</summary>
    public static string Words(Enum value) => string.Concat(
        value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}"
            : $"{letter}"));

    private static string Here([CallerFilePath] string path = "") => path;
}
