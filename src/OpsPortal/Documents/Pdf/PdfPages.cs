using System.Globalization;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>The pages while they are drawn: a pen that moves down and turns to a new page when there is no room. Measures are
/// points.</summary>
internal sealed class PdfPages(PdfFont font)
{
    public const double Width = 595;
    public const double Height = 842;
    public const double Margin = 56;

    private readonly List<StringBuilder> pages = [new()];

    public double Pen { get; private set; } = Height - Margin;

    public double Room => Pen - Margin - 20;

    public IReadOnlyList<StringBuilder> All => pages;

    public static double Line(double size) => size * 1.4;

    public void Down(double by) => Pen -= by;

    /// <summary>Turns the page when so much does not fit; true when it was turned.</summary>
    public bool Need(double height)
    {
        if (height <= Room)
            return false;
        pages.Add(new StringBuilder());
        Pen = Height - Margin;
        return true;
    }

    public double WidthOf(string text, double size) => font.WidthOf(text) * size / 1000;

    public void Write(string text, double x, double size, bool right = false) => WriteOn(pages[^1], text, x, Pen - size, size,
        right);

    public void WriteOn(StringBuilder page, string text, double x, double y, double size, bool right = false)
    {
        var from = right ? x - WidthOf(text, size) : x;
        page.Append(CultureInfo.InvariantCulture, $"BT /F1 {size:0.##} Tf {from:0.##} {y:0.##} Td {font.Show(text)} Tj ET\n");
    }

    public void Rule() => pages[^1].Append(
        CultureInfo.InvariantCulture, $"0.5 w {Margin:0.##} {Pen:0.##} m {Width - Margin:0.##} {Pen:0.##} l S\n");

    /// <summary>Breaks a text at spaces so that each line fits; a word that is too long is cut.</summary>
    public IReadOnlyList<string> Wrap(string text, double width, double size)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ').SelectMany(word => Cut(word, width, size)))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (WidthOf(longer, size) > width && line.Length > 0)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    private IEnumerable<string> Cut(string word, double width, double size)
    {
        while (WidthOf(word, size) > width && word.Length > 1)
        {
            var fits = word.Length - 1;
            while (fits > 1 && WidthOf(word[..fits], size) > width)
                fits--;
            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }
}
