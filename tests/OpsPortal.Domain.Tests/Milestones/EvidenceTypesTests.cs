using OpsPortal.Domain.Milestones;
using Xunit;

namespace OpsPortal.Domain.Tests.Milestones;

public sealed class EvidenceTypesTests
{
    [Theory]
    [Trait("Requirement", "SEC-5")]
    [InlineData("a.pdf", "%PDF-1.7", null)]
    [InlineData("a.txt", "It is done.\n", null)]
    [InlineData("a.PDF", "%PDF-1.4", null)]
    [InlineData("a.pdf", "MZ this is a program", "milestones.type-disguised")]
    [InlineData("a.png", "%PDF-1.7", "milestones.type-disguised")]
    [InlineData("a.txt", "<html><script>alert(1)</script>", "milestones.type-disguised")]
    [InlineData("a.csv", "a,b\u0000c", "milestones.type-disguised")]
    [InlineData("a.exe", "MZ", "milestones.type-not-taken")]
    [InlineData("a.html", "<html>", "milestones.type-not-taken")]
    [InlineData("a.svg", "<svg>", "milestones.type-not-taken")]
    [InlineData("a.pdf", "", "milestones.file-empty")]
    [InlineData("", "%PDF-1.7", "milestones.file-name-invalid")]
    [InlineData("a\r\nb.pdf", "%PDF-1.7", "milestones.file-name-invalid")]
    public void Check_GoesByTheBytes(string name, string content, string? code) =>
        Assert.Equal(code, EvidenceTypes.Check(name, System.Text.Encoding.UTF8.GetBytes(content)).Refusal?.Code);

    [Fact]
    [Trait("Requirement", "SEC-5")]
    public void Check_OverTwentyMegabytes_IsRefused() =>
        Assert.Equal("milestones.file-too-large", EvidenceTypes.Check("a.pdf",
            new byte[EvidenceTypes.MostBytes + 1]).Refusal?.Code);
}
