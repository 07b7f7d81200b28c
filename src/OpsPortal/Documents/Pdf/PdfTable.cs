using System.Globalization;

namespace OpsPortal.Documents.Pdf;

/// <summary>
/// A table that is drawn row by row: its head stands on every page, and where money is summed each page ends with what is carried
/// forward and the next begins with it. The first rows are held back until the widths of the columns are chosen.
/// </summary>
internal sealed class PdfTable(
    PdfPages pages, IReadOnlyList<PaperColumn> columns, double size, IReadOnlyList<double>? shares = null)
{
    private const int Sampled = 80;
    private const double Padding = 3;
    private const string Band = "0.955 0.962 0.975";

    private readonly List<IReadOnlyList<string>> held = [];
    private readonly List<string>[] cells = [.. columns.Select(_ => new List<string>())];
    private readonly PdfTotals totals = new(columns);
    private double[]? widths;
    private long drawn;

    private double LineHeight => PdfPages.Line(size);

    public void Row(IReadOnlyList<string> row)
    {
        if (widths is not null)
        {
            Draw(row);
            return;
        }

        held.Add(row);
        if (held.Count == Sampled)
            Begin();
    }

    /// <summary>Closes the table with a row of totals for each currency.</summary>
    /// <param name="all">The totals of the whole table where only a part of it was drawn.</param>
    public void End(IReadOnlyList<PaperTotal>? all = null)
    {
        if (widths is null)
            Begin();
        pages.Rule(PdfPages.Margin, pages.Pen, pages.Width - PdfPages.Margin, pages.Pen);
        foreach (var total in all ?? totals.Read())
        {
            if (pages.Need(LineHeight + 2))
                Head();
            TotalRow(string.Create(CultureInfo.InvariantCulture, $"Total {total.Currency}, {total.Rows:#,##0} rows"), total);
        }

        pages.Down(8);
    }

    private void Begin()
    {
        widths = shares?.Select(share => share * pages.Inner).ToArray()
            ?? PdfColumns.Choose(pages.Lines, columns, held, pages.Inner, size, Padding);
        pages.Need(4 * LineHeight);
        Head();
        foreach (var row in held)
            Draw(row);
        held.Clear();
    }

    private void Head()
    {
        var height = Measure([.. columns.Select(column => column.Head)], money: false);
        pages.Fill(PdfPages.Margin, pages.Pen - height - 1, pages.Inner, height + 2, "0.86 0.89 0.93");
        Lay(bold: true);
        pages.Down(height + 2);
        pages.Rule(PdfPages.Margin, pages.Pen + 1, pages.Width - PdfPages.Margin, pages.Pen + 1);
    }

    private void Draw(IReadOnlyList<string> row)
    {
        var height = Measure(row, money: true) + 1;
        var carried = totals.Count * (LineHeight + 2);
        if (height + carried > pages.Room)
        {
            TurnCarrying();
            Measure(row, money: true);
        }

        if (height > pages.Room)
        {
            DrawInPieces();
        }
        else
        {
            if (drawn % 2 == 1)
                pages.Fill(PdfPages.Margin, pages.Pen - height + 0.5, pages.Inner, height, Band);
            Lay(bold: false);
            pages.Down(height);
        }

        drawn++;
        totals.Add(row);
    }

    private void TurnCarrying()
    {
        var carried = totals.Read();
        pages.Rule(PdfPages.Margin, pages.Pen, pages.Width - PdfPages.Margin, pages.Pen);
        foreach (var total in carried)
            TotalRow($"Carried forward {total.Currency}", total);
        pages.Turn();
        Head();
        foreach (var total in carried)
            TotalRow($"Brought forward {total.Currency}", total);
    }

    // A row that is taller than a page goes on over several.
    private void DrawInPieces()
    {
        var lines = cells.Max(cell => cell.Count);
        for (var line = 0; line < lines; line++)
        {
            if (pages.Room < LineHeight)
                pages.Turn();
            var x = PdfPages.Margin;
            for (var i = 0; i < columns.Count; i++)
            {
                if (line < cells[i].Count)
                    Write(cells[i][line], i, x, pages.Pen - size, bold: false);
                x += widths![i];
            }

            pages.Down(LineHeight);
        }
    }

    private void TotalRow(string words, PaperTotal total)
    {
        var money = 0;
        var x = PdfPages.Margin;
        var foot = pages.Pen - size - 1;
        pages.Write(words, x + Padding, foot, size, bold: true);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Kind == PaperKind.Money)
                Write(PdfTotals.Shown(total.Sums[money++], total.Currency), i, x, foot, bold: true);
            x += widths![i];
        }

        pages.Down(LineHeight + 2);
    }

    /// <summary>Breaks the cells of a row; returns the row's height.</summary>
    private double Measure(IReadOnlyList<string> row, bool money)
    {
        var most = 1;
        for (var i = 0; i < columns.Count; i++)
        {
            cells[i].Clear();
            var text = money && columns[i].Kind == PaperKind.Money ? PdfTotals.Shown(row[i]) : row[i];
            pages.Lines.Break(text, widths![i] - (2 * Padding), size, cells[i]);
            most = Math.Max(most, cells[i].Count);
        }

        return most * LineHeight;
    }

    private void Lay(bool bold)
    {
        var x = PdfPages.Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            for (var line = 0; line < cells[i].Count; line++)
                Write(cells[i][line], i, x, pages.Pen - size - (line * LineHeight), bold);
            x += widths![i];
        }
    }

    private void Write(string text, int column, double x, double y, bool bold)
    {
        var right = columns[column].Kind is PaperKind.Figure or PaperKind.Money;
        pages.Write(text, right ? x + widths![column] - Padding : x + Padding, y, size, right, bold);
    }
}
