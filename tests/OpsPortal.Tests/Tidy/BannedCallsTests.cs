using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Tidy;

public sealed class BannedCallsTests
{
    /// <summary>What stands nowhere in the product, and why.</summary>
    public static TheoryData<string, string> Banned => new()
    {
        { @"\bDateTime(Offset)?\.(Utc)?Now\b", "The clock is IClock." },
        { @"\bSystemClock\.Instance\b(?!\.GetCurrentInstant\(\);)", "The clock is IClock." },
        { @"Async\([^()]*\)\.Result\b|\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)", "Await it." },
        { @"\bFromSqlRaw\b", "Interpolate, or write LINQ." },
        { @"\bProcess\.Start\b|\bProcessStartInfo\b", "The app starts no program." },
        { @"\bnew Regex\(", "Patterns are made when the app is built." },
        { @"CertificateValidationCallback|CertificateCustomValidation", "Certificates of others are checked by the platform." },
        { @"\bBinaryFormatter\b|\bTypeNameHandling\b|\bExpandoObject\b", "Input names no types." },
        { @"\bX(ml)?Document\.Load\(", "Foreign files are read by a reader with limits." },
        { @"\bdecimal\.Parse\([^,()]*\)", "Say the styles: 1,5 must never become 15." },
        { @"\bMath\.Round\([^,()]*\)", "Say how to round." },
        { @"\bdouble\s+\w*[Mm]inor\w*", "Money is long minor units." },
    };

    [Theory]
    [MemberData(nameof(Banned))]
    public void Product_HasNone(string pattern, string why) => Assert.Empty(SourceFile.Product
        .Where(file => file.Name != "AppClock.cs")
        .SelectMany(file => file.Lines.Select((line, number) => (file, line, number)))
        .Where(found => !found.line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(found.line, pattern))
        .Select(found => $"{found.file.Path}:{found.number + 1}: {found.line.Trim()} ({why})"));

    [Fact]
    public void Domain_MakesNoIdAndReadsNoClock() => Assert.Empty(SourceFile.Product
        .Where(file => file.Path.StartsWith("src/OpsPortal.Domain/", StringComparison.Ordinal))
        .Where(file => Regex.IsMatch(file.Text, @"Guid\.(NewGuid|CreateVersion7)\(|SystemClock|TimeProvider|\basync\b|\bTask<"))
        .Select(file => file.Path));

    [Fact]
    public void Pages_NeverTouchTheStore() => Assert.Empty(SourceFile.Product
        .Where(file => file.Name.EndsWith(".razor", StringComparison.Ordinal)
            || file.Name.EndsWith(".razor.cs", StringComparison.Ordinal))
        .Where(file => file.Text.Contains("OpsDbContext", StringComparison.Ordinal))
        .Select(file => file.Path));
}
