using System.Globalization;
using System.Text;
using OpsPortal.Documents;
using OpsPortal.Documents.Pdf;

namespace OpsPortal.Tests.Documents;

/// <summary>Long documents: sections, contents, charts, tables that go over many pages (CLS-3, INV-8).</summary>
public sealed class PdfComposerTests
{
    private static readonly IReadOnlyList<PaperColumn> Columns =
    [
        new("Booked on", PaperKind.Short), new("Number", PaperKind.Short), new("What it was for", PaperKind.Text),
        new("Currency", PaperKind.Currency), new("Amount", PaperKind.Money),
    ];

    [PdfToolsFact]
    [Trait("Requirement", "CLS-3")]
    public async Task Compose_ALongDocument_IsSound_AndReadsBack()
    {
        var file = Compose(300);

        var text = await PdfTools.ReadAsync(file);

        var pages = text.Split('\f').Length - 1;
        Assert.Contains($"Page {pages} of {pages}", text, StringComparison.Ordinal);
        Assert.Equal(pages, text.Split($" of {pages}").Length - 1);
        Assert.Contains("Carried forward EUR", text, StringComparison.Ordinal);
        Assert.Contains("Brought forward JPY", text, StringComparison.Ordinal);
        Assert.Matches(@"Total EUR, 150 rows\s+185,175\.00", text);
        Assert.Matches(@"Total JPY, 150 rows\s+\(150,000\)", text);
        Assert.Matches(@"Journal\s+\d+\s", text.Split('\f')[0]);
        if (TrueTypeFont.OfTheSystem is not null)
            Assert.Contains("Zażółć gęślą jaźń Ελλάς Київ", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "CLS-3")]
    public void Compose_TheSameDocument_GivesTheSameBytes() => Assert.Equal(Compose(120), Compose(120));

    [Fact]
    public void Compose_HoldsOutlineAndLinks_AndOnlyTheUsedGlyphs()
    {
        var file = Compose(10);
        var text = Encoding.Latin1.GetString(file);

        Assert.Contains("/Type /Outlines", text, StringComparison.Ordinal);
        Assert.Contains("/Subtype /Link", text, StringComparison.Ordinal);
        Assert.True(file.Length < 80_000, $"{file.Length} bytes");
    }

    /// <summary>The carried sum must be that of the rows above it: each page goes on where the last one ended.</summary>
    [PdfToolsFact]
    [Trait("Requirement", "CLS-3")]
    public async Task Table_OverPages_BringsForwardWhatItCarried()
    {
        var pages = (await PdfTools.ReadAsync(Compose(300))).Split('\f');

        var carried = pages.SelectMany(page => Figures(page, "Carried forward EUR")).ToList();
        var brought = pages.SelectMany(page => Figures(page, "Brought forward EUR")).ToList();
        Assert.NotEmpty(carried);
        Assert.Equal(carried, brought);
        Assert.Equal(carried.Order(), carried);
    }

    [PdfToolsFact]
    public async Task Table_WithARowTallerThanAPage_CutsNothingOff()
    {
        using var file = new MemoryStream();
        var paper = new PdfComposer(file, "Long", "Us", new LocalDate(2026, 1, 1), TrueTypeFont.OfTheSystem);
        var table = paper.BeginTable([new("Number", PaperKind.Short), new("Words", PaperKind.Text)]);
        table.Row(["1", string.Join(' ', Enumerable.Range(0, 4000).Select(n => $"word{n}"))]);
        table.End();
        paper.End();

        var text = await PdfTools.ReadAsync(file.ToArray());

        Assert.Contains("word3999", text, StringComparison.Ordinal);
        Assert.True(text.Split('\f').Length > 3);
    }

    internal static byte[] Compose(int rows)
    {
        using var file = new MemoryStream();
        var paper = new PdfComposer(file, "Close pack NL 2026-03", "OpsPortal", new LocalDate(2026, 4, 2),
            TrueTypeFont.OfTheSystem);
        paper.Title("Close pack of March 2026");
        paper.Values([("Company", "Zażółć gęślą jaźń Ελλάς Київ"), ("Version", "1")]);
        paper.Heading("Contents");
        paper.Contents(["Summary", "Journal"]);
        paper.Section("Summary");
        paper.Paragraph("What the month brought, from the entries.");
        paper.Chart(new PaperChart("Open receivables by age", "EUR", false,
            ["Not due", "1 to 30 days", "31 to 60 days", "More than 60 days"],
            [new("This month", [12000.50m, 4300m, 900m, -250m]), new("Month before", [11000m, 3900m, 1200m, 40m])]));
        paper.Chart(new PaperChart("Cash in and out", "EUR", true,
            [.. Enumerable.Range(1, 31).Select(day => $"{day:00} Mar")],
            [new("In", [.. Enumerable.Range(1, 31).Select(day => (decimal)(day * 137 % 900))]),
                new("Out", [.. Enumerable.Range(1, 31).Select(day => (decimal)(day * 71 % 500))])]));
        paper.Section("Journal", landscape: true);
        var table = paper.BeginTable(Columns);
        for (var n = 1; n <= rows; n++)
        {
            table.Row([$"2026-03-{(n % 31) + 1:00}", $"NL-{n:000000}",
                n % 7 == 0 ? string.Join(' ', Enumerable.Repeat("a long explanation", 14)) : "Cash applied to an invoice",
                n % 2 == 0 ? "EUR" : "JPY",
                n % 2 == 0 ? "1234.50" : "-1000"]);
        }

        table.End();
        paper.End();
        return file.ToArray();
    }

    private static IEnumerable<decimal> Figures(string page, string words) => page.Split('\n')
        .Where(line => line.Contains(words, StringComparison.Ordinal))
        .Select(line => decimal.Parse(line.Trim().Split(' ')[^1], NumberStyles.Number, CultureInfo.InvariantCulture));
}
