namespace OpsPortal.Documents.Pdf;

/// <summary>Chooses the widths of a table's columns from its first rows: figures, dates and codes get what they need, texts share
/// the rest.</summary>
internal static class PdfColumns
{
    private const double LongestText = 260;

    // Sums are longer than the amounts that were sampled.
    private const double RoomForSums = 1.2;

    public static double[] Choose(
        PdfLines lines, IReadOnlyList<PaperColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, double inner, double size,
        double padding)
    {
        var wanted = new double[columns.Count];
        for (var i = 0; i < columns.Count; i++)
            wanted[i] = Wanted(lines, columns[i], rows.Select(row => row[i]), size) + (2 * padding);
        var spare = inner - wanted.Sum();
        if (spare >= 0)
            return Spread(wanted, columns, spare);
        var texts = Enumerable.Range(0, columns.Count).Where(i => columns[i].Kind == PaperKind.Text).ToList();
        var left = inner - wanted.Where((_, i) => !texts.Contains(i)).Sum();
        if (texts.Count == 0 || left < texts.Count * 24)
            return [.. wanted.Select(width => width * inner / wanted.Sum())];
        Share(wanted, texts, left);
        return wanted;
    }

    private static double Wanted(PdfLines lines, PaperColumn column, IEnumerable<string> cells, double size)
    {
        var head = column.Head.Split(' ').Max(word => lines.WidthOf(word, size));
        var widest = cells.Select(cell => lines.WidthOf(column.Kind == PaperKind.Money ? PdfTotals.Shown(cell) : cell, size))
            .DefaultIfEmpty().Max();
        return column.Kind switch
        {
            PaperKind.Money => Math.Max(head, widest * RoomForSums),
            PaperKind.Text => Math.Max(head, Math.Min(widest, LongestText)),
            _ => Math.Max(head, widest),
        };
    }

    // What is left over widens the texts, or where there are none every column, so that the table fills the page.
    private static double[] Spread(double[] wanted, IReadOnlyList<PaperColumn> columns, double spare)
    {
        var texts = columns.Count(column => column.Kind == PaperKind.Text);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (texts == 0)
                wanted[i] += spare / wanted.Length;
            else if (columns[i].Kind == PaperKind.Text)
                wanted[i] += spare / texts;
        }

        return wanted;
    }

    // Short texts keep what they need; the long ones share what remains evenly.
    private static void Share(double[] wanted, List<int> texts, double left)
    {
        foreach (var i in texts.OrderBy(i => wanted[i]).ThenBy(i => i))
        {
            var fair = left / texts.Count(other => wanted[other] > wanted[i] || (wanted[other] == wanted[i] && other >= i));
            wanted[i] = Math.Min(wanted[i], fair);
            left -= wanted[i];
        }
    }
}
