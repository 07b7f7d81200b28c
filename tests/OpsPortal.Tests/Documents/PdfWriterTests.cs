using System.Text;
using System.Text.RegularExpressions;
using OpsPortal.Documents;
using OpsPortal.Documents.Pdf;

namespace OpsPortal.Tests.Documents;

/// <summary>A fact that needs the tools that read PDF files; skipped with the reason where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PdfToolsFactAttribute : FactAttribute
{
    public PdfToolsFactAttribute() => Skip = File.Exists("/usr/bin/qpdf") && File.Exists("/usr/bin/pdftotext")
        ? null
        : "qpdf or pdftotext was not found (Debian: apt-get install qpdf poppler-utils).";
}

public sealed class PdfWriterTests
{
    [Fact]
    [Trait("Requirement", "INV-8")]
    public void Write_TheSameDocument_GivesTheSameBytes() =>
        Assert.Equal(PdfWriter.Write(ADocument(40)), PdfWriter.Write(ADocument(40)));

    [PdfToolsFact]
    [Trait("Requirement", "INV-8")]
    public async Task Write_WithTheMachinesFont_IsSound_AndReadsBack()
    {
        var text = await PdfTools.ReadAsync(PdfWriter.Write(ADocument(90)));

        Assert.Contains("Invoice NL-000001", text, StringComparison.Ordinal);
        Assert.Contains("EUR 1,234.50", text, StringComparison.Ordinal);
        Assert.Contains("Page 1 of", text, StringComparison.Ordinal);
        Assert.True(text.Split("Amount").Length > 2, "The head of the table stands on every page.");
        if (TrueTypeFont.OfTheSystem is not null)
            Assert.Contains("Żółć Ελλάς", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(") /JS (app.alert(1)) /S /JavaScript (")]
    [InlineData(">> /AA << /O << /S /Launch /F (calc) >> >> <<")]
    [InlineData("endstream endobj 9 0 obj << /Type /Action /URI (http://x) >>")]
    [Trait("Requirement", "TRC-2")]
    [Trait("Control", "T45")]
    public void Write_OfHostileText_WritesTextAndNoAction(string hostile)
    {
        var document = new PaperDocument(hostile, hostile, new LocalDate(2026, 3, 2),
            [new PaperHeading(hostile, IsTitle: true), new PaperParagraph(hostile), new PaperValues([(hostile, hostile)])]);
        foreach (var file in new[] { PdfWriter.Write(document), PdfWriter.Write(document, embedded: null) })
        {
            // Text stands in strings and packed streams; outside of them no such word may stand.
            var plain = Regex.Replace(Encoding.Latin1.GetString(file), "stream\r?\n.*?endstream", "", RegexOptions.Singleline);
            var outside = Regex.Replace(plain, @"\((?:\\.|[^\\()])*\)", "", RegexOptions.Singleline);
            foreach (var word in new[] { "/JS", "/JavaScript", "/Launch", "/URI", "/AA" })
                Assert.DoesNotContain(word, outside, StringComparison.Ordinal);
        }
    }

    [PdfToolsFact]
    public async Task Write_WithoutAFont_SaysSo_AndIsSound() =>
        Assert.Contains("no Unicode font", await PdfTools.ReadAsync(PdfWriter.Write(ADocument(3), embedded: null)),
            StringComparison.Ordinal);

    private static PaperDocument ADocument(int rows) => new("Invoice NL-000001", "OpsPortal", new LocalDate(2026, 3, 2),
    [
        new PaperHeading("Invoice NL-000001", IsTitle: true),
        new PaperParagraph("Żółć Ελλάς, a paragraph that is long enough to be broken: " + string.Join(' ',
            Enumerable.Repeat("word", 60))),
        new PaperValues([("Due", "2026-03-16"), ("Number", "NL-000001")]),
        new PaperTable(
            ["Item", "Amount"], [0.7, 0.3], 1, [.. Enumerable.Range(1, rows).Select(n => (IReadOnlyList<string>)[$"Item {n}",
                "EUR 1,234.50"])]),
    ]);
}
