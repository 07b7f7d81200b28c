using System.Globalization;
using OpsPortal.Documents;
using OpsPortal.Documents.Pdf;

namespace OpsPortal.Features.Close.Pack;

/// <summary>A section whose rows lie in their file, with their totals.</summary>
internal sealed record PackTable(IPackSection Section, HashedFile File, PackTotals Totals)
{
    public string Name => $"csv/{Section.Code}.csv";
}

/// <summary>The pack for people: cover, sign-offs, contents, summary, and each section with as many rows as a reader can
/// use.</summary>
internal static class PackPdf
{
    /// <summary>Of a longer section the rest stands in its CSV only; the totals are those of all rows.</summary>
    public const int MostRows = 20_000;

    private const int WideFrom = 6;

    public static void Write(Stream to, PackFacts facts, IReadOnlyList<PackTable> tables)
    {
        var title = $"Close pack {facts.Company.Code} {facts.Close.Name}, version {facts.Close.Version}";
        var signed = facts.Close.SignedAt!.Value.InUtc().Date;
        var paper = new PdfComposer(to, title, facts.Company.Name, signed, TrueTypeFont.OfTheSystem);
        Cover(paper, facts);
        paper.Heading("Contents");
        paper.Contents(["Summary", .. tables.Select(table => table.Section.Title)]);
        Summary(paper, facts, tables);
        foreach (var table in tables)
            Section(paper, table);
        paper.End();
    }

    private static void Cover(PdfComposer paper, PackFacts facts)
    {
        paper.Title($"Close pack of {facts.Month}");
        paper.Values(
        [
            ("Company", $"{facts.Company.Name} ({facts.Company.Code})"), ("Period", facts.Close.Name),
            ("Version", facts.Close.Version.ToString(CultureInfo.InvariantCulture)),
            ("What was signed", facts.Close.ContentHash ?? ""),
            ("Audit chain", facts.Chain is { } head ? $"link {head.Sequence}, {head.Hash}" : "not sealed"),
        ]);
        paper.Paragraph("Everything here is taken as it was booked up to the last day of the month and as it stood when the "
            + "close was signed; what came later belongs to later months or to the next version. Each section has its rows as a "
            + "CSV beside this file; manifest.json names every file with its SHA-256, rows and sums. Ids lead to the whole "
            + "chain, from contract to bank, in the portal's trace.");
        paper.Heading("Sign-offs");
        var table = paper.BeginTable(
            [new("Step", PaperKind.Short), new("By", PaperKind.Text), new("At", PaperKind.Short)], PdfComposer.TextSize);
        foreach (var signature in facts.Signatures)
            table.Row([signature.Step, signature.Name, PackText.Of(signature.At)]);
        table.End();
    }

    private static void Summary(PdfComposer paper, PackFacts facts, IReadOnlyList<PackTable> tables)
    {
        paper.Section("Summary");
        foreach (var chart in facts.Charts)
            paper.Chart(chart);
        paper.Heading("Sections");
        var list = paper.BeginTable(
            [new("Section", PaperKind.Text), new("File", PaperKind.Short), new("Rows", PaperKind.Figure)]);
        foreach (var table in tables)
            list.Row([table.Section.Title, table.Name, table.Totals.Rows.ToString("#,##0", CultureInfo.InvariantCulture)]);
        list.End();
    }

    private static void Section(PdfComposer paper, PackTable table)
    {
        var section = table.Section;
        var shown = Enumerable.Range(0, section.Columns.Count).Where(i => !section.Columns[i].OnlyInCsv).ToList();
        paper.Section(section.Title, landscape: shown.Count >= WideFrom);
        paper.Paragraph(section.Purpose);
        if (table.Totals.Rows == 0)
        {
            paper.Paragraph("Nothing: there was none in this month.");
            return;
        }

        if (table.Totals.Rows > MostRows)
            paper.Paragraph(string.Create(CultureInfo.InvariantCulture,
                $"The first {MostRows:#,##0} of {table.Totals.Rows:#,##0} rows are printed; all of them are in {table.Name}. ")
                + "The totals at the end are those of all rows.");
        var drawn = paper.BeginTable([.. shown.Select(i => new PaperColumn(section.Columns[i].Name,
            KindOf(section.Columns[i].Cell)))]);
        foreach (var row in CsvRows.Read(table.File.FromStart()).Skip(1).Take(MostRows))
            drawn.Row([.. shown.Select(i => Printed(section.Columns[i].Cell, row[i]))]);
        drawn.End(table.Totals.Printed());
    }

    private static PaperKind KindOf(PackCell cell) => cell switch
    {
        PackCell.Money => PaperKind.Money,
        PackCell.Currency => PaperKind.Currency,
        PackCell.Count => PaperKind.Figure,
        PackCell.Date or PackCell.Instant => PaperKind.Short,
        _ => PaperKind.Text,
    };

    // Instants to the second: the CSV has them whole.
    private static string Printed(PackCell cell, string text) =>
        cell == PackCell.Instant && text.Length > 19 ? $"{text[..10]} {text[11..19]}" : text;
}
