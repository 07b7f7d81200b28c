using System.Globalization;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>Writes a document as PDF: A4, tables with their heads on every page, page n of m. The same document gives the same
/// bytes.</summary>
internal static class PdfWriter
{
    private const double TextSize = 9.5;
    private const double Gap = 6;
    private const double Inner = PdfPages.Width - (2 * PdfPages.Margin);

    public static byte[] Write(PaperDocument document) => Write(document, TrueTypeFont.OfTheSystem);

    public static byte[] Write(PaperDocument document, TrueTypeFont? embedded)
    {
        var font = new PdfFont(embedded);
        var pages = new PdfPages(font);
        foreach (var block in document.Blocks)
            Draw(pages, block);
        if (font.Notice is { } notice)
            Draw(pages, new PaperParagraph(notice));
        for (var i = 0; i < pages.All.Count; i++)
            pages.WriteOn(pages.All[i], $"Page {i + 1} of {pages.All.Count}", PdfPages.Width - PdfPages.Margin, 36, 8,
                right: true);
        return Assemble(document, font, pages);
    }

    private static void Draw(PdfPages pages, PaperBlock block)
    {
        switch (block)
        {
            case PaperHeading heading:
                var size = heading.IsTitle ? 18 : 12;
                pages.Need(PdfPages.Line(size) + (3 * PdfPages.Line(TextSize)));
                Lines(pages, pages.Wrap(heading.Text, Inner, size), size);
                break;
            case PaperParagraph paragraph:
                Lines(pages, pages.Wrap(paragraph.Text, Inner, TextSize), TextSize);
                break;
            case PaperValues values:
                foreach (var (name, value) in values.Rows)
                    Row(pages, [name, value], [0.3, 0.7], 2);
                break;
            case PaperTable table:
                DrawTable(pages, table);
                break;
        }

        pages.Down(Gap);
    }

    private static void Lines(PdfPages pages, IReadOnlyList<string> lines, double size)
    {
        foreach (var line in lines)
        {
            pages.Need(PdfPages.Line(size));
            pages.Write(line, PdfPages.Margin, size);
            pages.Down(PdfPages.Line(size));
        }
    }

    private static void DrawTable(PdfPages pages, PaperTable table)
    {
        pages.Need(3 * PdfPages.Line(TextSize));
        Head(pages, table);
        foreach (var row in table.Rows)
        {
            if (pages.Need(HeightOf(pages, row, table.Widths)))
                Head(pages, table);
            Row(pages, row, table.Widths, table.RightFrom);
        }

        pages.Rule();
    }

    private static void Head(PdfPages pages, PaperTable table)
    {
        Row(pages, table.Heads, table.Widths, table.RightFrom);
        pages.Rule();
        pages.Down(2);
    }

    private static void Row(PdfPages pages, IReadOnlyList<string> cells, IReadOnlyList<double> widths, int rightFrom)
    {
        var height = HeightOf(pages, cells, widths);
        pages.Need(height);
        var from = PdfPages.Margin;
        for (var i = 0; i < cells.Count; i++)
        {
            var width = Inner * widths[i];
            var lines = pages.Wrap(cells[i], width - Gap, TextSize);
            foreach (var line in lines)
            {
                pages.Write(line, i >= rightFrom ? from + width : from, TextSize, right: i >= rightFrom);
                pages.Down(PdfPages.Line(TextSize));
            }

            pages.Down(-lines.Count * PdfPages.Line(TextSize));
            from += width;
        }

        pages.Down(height);
    }

    private static double HeightOf(PdfPages pages, IReadOnlyList<string> cells, IReadOnlyList<double> widths) =>
        PdfPages.Line(TextSize) * cells.Select((cell, i) => pages.Wrap(cell, (Inner * widths[i]) - Gap, TextSize).Count).Max();

    private static byte[] Assemble(PaperDocument document, PdfFont font, PdfPages pages)
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        var face = font.Write(file);
        var leaves = new List<int>();
        foreach (var page in pages.All)
        {
            var content = file.AddStream(Encoding.ASCII.GetBytes(page.ToString()));
            leaves.Add(file.Add(string.Create(CultureInfo.InvariantCulture,
                $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfPages.Width} {PdfPages.Height}] /Contents {content} 0 R "
                + $"/Resources << /Font << /F1 {face} 0 R >> >> >>")));
        }

        file.Set(tree,
            $"<< /Type /Pages /Count {leaves.Count} /Kids [{string.Join(' ', leaves.Select(leaf => $"{leaf} 0 R"))}] >>");
        var root = file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>");
        var info = file.Add(
            $"<< /Title {PdfFile.Text(document.Title)} /Author {PdfFile.Text(document.Author)} "
            + $"/CreationDate (D:{document.MadeOn.ToString("uuuuMMdd", CultureInfo.InvariantCulture)}) /Producer (OpsPortal) >>");
        return file.ToBytes(root, info);
    }
}
