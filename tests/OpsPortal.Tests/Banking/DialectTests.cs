using OpsPortal.Domain.Banking;

namespace OpsPortal.Tests.Banking;

/// <summary>Each dialect is read right, or refused with a line and a reason.</summary>
[Trait("Requirement", "CSH-1")]
public sealed class DialectTests
{
    public static TheoryData<string> Banks => [.. Dialects.All.Select(dialect => dialect.Bank)];

    [Theory]
    [MemberData(nameof(Banks))]
    public void Read_ADialect_TellsItsLinesOrSaysWhereItIsWrong(string bank)
    {
        var dialect = Dialects.All.Single(one => one.Bank == bank);
        var read = Reading.Of(dialect.Bytes);
        if (read.Check.IsBroken)
            Assert.Contains(dialect.Told, read.Faults, StringComparison.Ordinal);
        else
            Assert.Equal(dialect.Told.ReplaceLineEndings("\n"), Dialects.Tell(read));
    }
}
