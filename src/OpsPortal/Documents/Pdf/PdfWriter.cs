namespace OpsPortal.Documents.Pdf;

/// <summary>Writes a whole document as PDF: A4, tables with their heads on every page, page n of m. The same document gives the
/// same bytes.</summary>
internal static class PdfWriter
{
    public static byte[] Write(PaperDocument document) => Write(document, TrueTypeFont.OfTheSystem);

    public static byte[] Write(PaperDocument document, TrueTypeFont? embedded)
    {
        using var file = new MemoryStream();
        var paper = new PdfComposer(file, document.Title, document.Author, document.MadeOn, embedded);
        foreach (var block in document.Blocks)
            Draw(paper, block);
        paper.End();
        return file.ToArray();
    }

    private static void Draw(PdfComposer paper, PaperBlock block)
    {
        switch (block)
        {
            case PaperHeading { IsTitle: true } title:
                paper.Title(title.Text);
                break;
            case PaperHeading heading:
                paper.Heading(heading.Text);
                break;
            case PaperParagraph paragraph:
                paper.Paragraph(paragraph.Text);
                break;
            case PaperValues values:
                paper.Values(values.Rows);
                break;
            case PaperTable table:
                paper.Table(table);
                break;
            case PaperChart chart:
                paper.Chart(chart);
                break;
        }
    }
}
