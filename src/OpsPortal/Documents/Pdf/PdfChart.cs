using System.Globalization;

namespace OpsPortal.Documents.Pdf;

/// <summary>Bars and lines as vectors: every bar says its figure, every series its name; shades stay apart in print.</summary>
internal static class PdfChart
{
    private const double TitleSize = 10;
    private const double Size = 7.5;
    private const double BarHeight = 9;
    private const double LineHeight = 150;
    private static readonly string[] Colours = ["0.10 0.29 0.53", "0.62 0.75 0.90", "0.45 0.45 0.45", "0.80 0.80 0.80"];

    public static void Draw(PdfPages pages, PaperChart chart)
    {
        if (chart.Labels.Count == 0 || chart.Series.Count == 0)
            return;
        var height = chart.IsLine ? LineHeight + 20
            : (chart.Labels.Count * ((chart.Series.Count * (BarHeight + 1)) + 4)) + 6;
        pages.Need(Math.Min(PdfPages.Line(TitleSize) + 16 + height, pages.Height / 2));
        pages.WriteLine($"{chart.Title} ({chart.Unit})", TitleSize, bold: true);
        if (chart.Series.Count > 1)
            Legend(pages, chart);
        if (chart.IsLine)
            DrawLine(pages, chart);
        else
            DrawBars(pages, chart);
        pages.Down(10);
    }

    private static void Legend(PdfPages pages, PaperChart chart)
    {
        var x = PdfPages.Margin;
        for (var i = 0; i < chart.Series.Count; i++)
        {
            pages.Fill(x, pages.Pen - 8, 7, 7, Colours[i % Colours.Length]);
            pages.Write(chart.Series[i].Name, x + 10, pages.Pen - 8, Size);
            x += 22 + pages.Lines.WidthOf(chart.Series[i].Name, Size);
        }

        pages.Down(14);
    }

    private static void DrawBars(PdfPages pages, PaperChart chart)
    {
        var all = chart.Series.SelectMany(series => series.Values).ToList();
        var (low, high) = (Math.Min(all.Min(), 0), Math.Max(all.Max(), 0));
        var names = Math.Min(chart.Labels.Max(label => pages.Lines.WidthOf(label, Size)) + 8, pages.Inner * 0.3);
        var figures = all.Max(value => pages.Lines.WidthOf(Shown(value), Size)) + 8;
        var room = pages.Inner - names - figures - (low < 0 ? figures : 0);
        var zero = PdfPages.Margin + names + (low < 0 ? figures : 0) + Part(-low, high - low, room);
        for (var i = 0; i < chart.Labels.Count; i++)
        {
            var group = chart.Series.Count * (BarHeight + 1);
            pages.Need(group + 4);
            var lines = pages.Lines.Of(chart.Labels[i], names - 4, Size);
            for (var line = 0; line < Math.Min(lines.Count, Math.Max(1, chart.Series.Count)); line++)
                pages.Write(lines[line], PdfPages.Margin, pages.Pen - 7.5 - (line * 9), Size);
            for (var s = 0; s < chart.Series.Count; s++)
                Bar(pages, chart.Series[s].Values[i], high - low, room, zero, Colours[s % Colours.Length]);
            pages.Rule(zero, pages.Pen + group + 2, zero, pages.Pen - 2, 0.4);
            pages.Down(4);
        }
    }

    private static void Bar(PdfPages pages, decimal value, decimal span, double room, double zero, string colour)
    {
        var length = Part(Math.Abs(value), span, room);
        pages.Fill(value < 0 ? zero - length : zero, pages.Pen - BarHeight, Math.Max(length, 0.6), BarHeight, colour);
        pages.Write(Shown(value), value < 0 ? zero - length - 3 : zero + length + 3, pages.Pen - BarHeight + 2, Size,
            right: value < 0);
        pages.Down(BarHeight + 1);
    }

    private static void DrawLine(PdfPages pages, PaperChart chart)
    {
        var all = chart.Series.SelectMany(series => series.Values).ToList();
        var step = Step(Math.Max(all.Max(), 0) - Math.Min(all.Min(), 0));
        var low = decimal.Floor(Math.Min(all.Min(), 0) / step) * step;
        var high = Math.Max(decimal.Ceiling(all.Max() / step) * step, low + step);
        var names = pages.Lines.WidthOf(Shown(Math.Max(Math.Abs(low), high)), Size) + 14;
        var (left, foot) = (PdfPages.Margin + names, pages.Pen - LineHeight);
        var wide = pages.Width - PdfPages.Margin - left - 8;
        for (var tick = low; tick <= high; tick += step)
        {
            var y = foot + Part(tick - low, high - low, LineHeight - 8);
            pages.Rule(left, y, left + wide, y, tick == 0 ? 0.6 : 0.15);
            pages.Write(Shown(tick), left - 5, y - 2.5, Size, right: true);
        }

        var each = chart.Labels.Count == 1 ? 0 : wide / (chart.Labels.Count - 1);
        Labels(pages, chart.Labels, left, foot, each);
        for (var s = 0; s < chart.Series.Count; s++)
        {
            var points = chart.Series[s].Values
                .Select((value, i) => (left + (i * each), foot + Part(value - low, high - low, LineHeight - 8))).ToList();
            pages.Path(points, Colours[s % Colours.Length], 1.4, dashed: s % 2 == 1);
        }

        pages.Down(LineHeight + 16);
    }

    // As many labels as there is room for.
    private static void Labels(PdfPages pages, IReadOnlyList<string> labels, double left, double foot, double each)
    {
        var widest = labels.Max(label => pages.Lines.WidthOf(label, Size)) + 10;
        var every = each <= 0 ? 1 : Math.Max(1, (int)Math.Ceiling(widest / each));
        for (var i = 0; i < labels.Count; i += every)
        {
            var x = left + (i * each);
            pages.Rule(x, foot, x, foot - 3, 0.3);
            pages.Write(labels[i], Math.Max(x - (pages.Lines.WidthOf(labels[i], Size) / 2), left - 20), foot - 12, Size);
        }
    }

    private static double Part(decimal value, decimal span, double room) => span == 0 ? 0 : (double)(value / span) * room;

    // 1, 2 or 5 times a power of ten, so that the scale has four to eight steps.
    private static decimal Step(decimal span)
    {
        var step = 1m;
        while (step * 8 < span)
            step *= 10;
        while (step > 0.001m && step > span / 4 && span > 0)
            step /= 10;
        return span / step > 16 ? step * 5 : span / step > 8 ? step * 2 : step;
    }

    private static string Shown(decimal value) =>
        value.ToString(Math.Abs(value) >= 100 || value == decimal.Truncate(value) ? "#,##0" : "#,##0.00",
            CultureInfo.InvariantCulture);
}
