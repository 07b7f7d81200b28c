using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Tidy;

/// <summary>Every place where the product gives a database a text of SQL: each was read, and none holds what anybody
/// typed.</summary>
[Trait("Requirement", "SEC-5")]
public sealed partial class RawSqlTests
{
    /// <summary>How often each file does so, and of what its texts are made.</summary>
    public static TheoryData<string, int, string> Known => new()
    {
        { "src/OpsPortal/Data/Bulk/BulkRun.cs", 3, "Names of our tables and columns; values are parameters." },
        { "src/OpsPortal/Data/ClockCheck.cs", 1, "Two constants." },
        { "src/OpsPortal/Data/DatabaseGuards.cs", 1, "Constants, and triggers of our own tables." },
        { "src/OpsPortal/Data/DatabaseGuardsMigration.cs", 1, "Triggers of our own tables." },
        { "src/OpsPortal/Data/Sqlite/PragmasAssertion.cs", 1, "Names of a table of constants." },
        { "src/OpsPortal/Data/Sqlite/SchemaLock.cs", 1, "One constant." },
        { "src/OpsPortal/Data/Sqlite/SqlitePragmas.cs", 1, "A table of constants." },
        { "src/OpsPortal/Demo/DemoTemplate.cs", 2, "A constant, and the database's name in the connection string of the demo." },
        { "src/OpsPortal/Features/Close/SignClose.cs", 1, "Interpolated: the id is a parameter." },
        { "src/OpsPortal/Features/Operations/BackupCommand.cs", 1, "Interpolated: the operator's file is a parameter." },
    };

    [Fact]
    public void Product_GivesNoOtherText() => Assert.Equal(
        Known.Select(row => $"{row[0]}: {row[1]}"),
        SourceFile.Product.Select(file => (file.Path, Count: file.Lines
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).Sum(line => Raw().Count(line))))
            .Where(file => file.Count > 0).Select(file => $"{file.Path}: {file.Count}").Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\b(FromSql\w*|SqlQuery\w*|ExecuteSql\w*)\b|\bCommandText\b|\.Sql\(|new \w*(Command|BatchCommand)\(""")]
    private static partial Regex Raw();
}
