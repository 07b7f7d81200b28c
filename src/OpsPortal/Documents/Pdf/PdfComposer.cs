using System.Globalization;

namespace OpsPortal.Documents.Pdf;

/// <summary>
/// Writes a document piece by piece while it is made: nothing but the page being drawn is kept. Sections begin a page, stand in
/// the outline, and are led to from the contents.
/// </summary>
internal sealed class PdfComposer
{
    public const double TextSize = 9.5;
    private const double Gap = 6;
    private const double SectionSize = 15;

    private readonly PdfFile file;
    private readonly PdfFont font;
    private readonly PdfPages pages;
    private readonly List<(string Title, int Leaf, double Top)> sections = [];
    private readonly string title;
    private readonly string author;
    private readonly LocalDate madeOn;

    public PdfComposer(Stream to, string title, string author, LocalDate madeOn, TrueTypeFont? embedded)
    {
        (this.title, this.author, this.madeOn) = (title, author, madeOn);
        file = new PdfFile(to);
        font = new PdfFont(embedded);
        pages = new PdfPages(file, font, title);
    }

    public int Pages => pages.Number;

    public void Title(string text)
    {
        pages.Need(PdfPages.Line(18) * 2);
        foreach (var line in pages.Lines.Of(text, pages.Inner, 18))
            pages.WriteLine(line, 18, bold: true);
        pages.Down(Gap);
    }

    /// <summary>Begins a section on a new page.</summary>
    public void Section(string name, bool landscape = false)
    {
        pages.Turn(landscape);
        pages.Place = name;
        sections.Add((name, pages.Leaf, pages.Height - PdfPages.Margin + 10));
        pages.SetForm(NumberOf(sections.Count - 1), pages.Number.ToString(CultureInfo.InvariantCulture), TextSize);
        foreach (var line in pages.Lines.Of(name, pages.Inner, SectionSize))
            pages.WriteLine(line, SectionSize, bold: true);
        pages.Rule(PdfPages.Margin, pages.Pen, pages.Width - PdfPages.Margin, pages.Pen, 0.8);
        pages.Down(Gap * 1.5);
    }

    public void Heading(string text)
    {
        pages.Need(PdfPages.Line(12) + (4 * PdfPages.Line(TextSize)));
        pages.Down(Gap);
        foreach (var line in pages.Lines.Of(text, pages.Inner, 12))
            pages.WriteLine(line, 12, bold: true);
        pages.Down(Gap / 2);
    }

    public void Paragraph(string text)
    {
        foreach (var line in pages.Lines.Of(text, pages.Inner, TextSize))
            pages.WriteLine(line, TextSize);
        pages.Down(Gap);
    }

    public void Values(IReadOnlyList<(string Name, string Value)> rows)
    {
        var names = Math.Min(rows.Select(row => pages.Lines.WidthOf(row.Name, TextSize)).DefaultIfEmpty().Max() + 16, 170);
        foreach (var (name, value) in rows)
        {
            var left = pages.Lines.Of(name, names - 8, TextSize);
            var right = pages.Lines.Of(value, pages.Inner - names, TextSize);
            for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
            {
                pages.Need(PdfPages.Line(TextSize));
                if (i < left.Count)
                    pages.Write(left[i], PdfPages.Margin, pages.Pen - TextSize, TextSize, bold: true);
                if (i < right.Count)
                    pages.Write(right[i], PdfPages.Margin + names, pages.Pen - TextSize, TextSize);
                pages.Down(PdfPages.Line(TextSize));
            }
        }

        pages.Down(Gap);
    }

    /// <summary>The list of the sections that follow, in their order, each with its page and led to by a press.</summary>
    public void Contents(IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var height = PdfPages.Line(TextSize) + 3;
            pages.Need(height);
            var foot = pages.Pen - TextSize;
            var end = pages.Width - PdfPages.Margin;
            var from = PdfPages.Margin + pages.Lines.WidthOf(names[i], TextSize) + 6;
            pages.Write(names[i], PdfPages.Margin, foot, TextSize);
            pages.Rule(Math.Min(from, end - 30), foot + 1, end - 28, foot + 1, 0.2);
            pages.ShowForm(NumberOf(i), end, foot);
            pages.Link(PdfPages.Margin, foot - 3, pages.Inner, height, PlaceOf(i));
            pages.Down(height);
        }

        pages.Down(Gap);
    }

    public void Chart(PaperChart chart) => PdfChart.Draw(pages, chart);

    /// <summary>A table with given shares of the width.</summary>
    public void Table(PaperTable table)
    {
        var columns = table.Heads.Select((head, i) => new PaperColumn(head,
            i >= table.RightFrom ? PaperKind.Figure : PaperKind.Text)).ToList();
        var drawn = new PdfTable(pages, columns, TextSize, table.Widths.Count == 0 ? null : table.Widths);
        foreach (var row in table.Rows)
            drawn.Row(row);
        drawn.End();
    }

    /// <summary>A long table whose rows come one by one; its widths follow from the first rows.</summary>
    public PdfTable BeginTable(IReadOnlyList<PaperColumn> columns, double size = 8) => new(pages, columns, size);

    /// <summary>Writes what is left; nothing comes after it.</summary>
    public void End()
    {
        if (font.Notice is { } notice)
            Paragraph(notice);
        if (pages.Number == 0)
            pages.Turn();
        pages.End();
        var outline = sections.Count == 0 ? 0 : Outline();
        var places = string.Join(' ', sections.Select((one, i) => string.Create(CultureInfo.InvariantCulture,
            $"/{PlaceOf(i)} [{one.Leaf} 0 R /XYZ 0 {one.Top:0.##} 0]")));
        var walk = outline == 0 ? "" : $"/Outlines {outline} 0 R /PageMode /UseOutlines /Dests << {places} >> ";
        var root = file.Add($"<< /Type /Catalog /Pages {pages.Tree} 0 R /Lang (en-GB) {walk}"
            + "/ViewerPreferences << /DisplayDocTitle true >> >>");
        var info = file.Add(
            $"<< /Title {PdfFile.Text(title)} /Author {PdfFile.Text(author)} "
            + $"/CreationDate (D:{madeOn.ToString("uuuuMMdd", CultureInfo.InvariantCulture)}) /Producer (OpsPortal) >>");
        file.End(root, info);
    }

    private static string NumberOf(int section) => string.Create(CultureInfo.InvariantCulture, $"N{section}");

    private static string PlaceOf(int section) => string.Create(CultureInfo.InvariantCulture, $"s{section}");

    private int Outline()
    {
        var root = file.Reserve();
        var items = sections.Select(_ => file.Reserve()).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            var before = i == 0 ? "" : $"/Prev {items[i - 1]} 0 R ";
            var after = i == items.Count - 1 ? "" : $"/Next {items[i + 1]} 0 R ";
            file.Set(items[i],
                $"<< /Title {PdfFile.Text(sections[i].Title)} /Parent {root} 0 R {before}{after}/Dest /{PlaceOf(i)} >>");
        }

        file.Set(root, $"<< /Type /Outlines /First {items[0]} 0 R /Last {items[^1]} 0 R /Count {items.Count} >>");
        return root;
    }
}
