using System.Globalization;

namespace OpsPortal.Documents.Pdf;

/// <summary>
/// The pages as they are drawn: a pen that moves down and turns to a new page when there is no room. A page is written as soon
/// as it is full; the count of all pages is one small form that every page shows and that is written last. Measures are points.
/// </summary>
internal sealed class PdfPages(PdfFile file, PdfFont font, string running)
{
    public const double Margin = 48;
    private const double Long = 842;
    private const double Short = 595;
    private const double Footer = 28;
    private const double SmallSize = 7.5;

    private readonly PdfInk ink = new();
    private readonly List<int> leaves = [];
    private readonly List<string> links = [];
    private readonly int tree = file.Reserve();
    private readonly int face = file.Reserve();
    private readonly int total = file.Reserve();
    private readonly int shared = file.Reserve();
    private readonly SortedDictionary<string, int> forms = new(StringComparer.Ordinal);
    private bool isLandscape;

    public PdfLines Lines { get; } = new(font);

    public int Tree => tree;

    public int Number => leaves.Count;

    public double Width => isLandscape ? Long : Short;

    public double Height => isLandscape ? Short : Long;

    public double Inner => Width - (2 * Margin);

    public double Pen { get; private set; }

    public double Room => Pen - Margin - Footer;

    /// <summary>The section's name, said on each of its pages.</summary>
    public string Place { get; set; } = "";

    /// <summary>The object of the page that is being drawn.</summary>
    public int Leaf => leaves[^1];

    public static double Line(double size) => size * 1.4;

    public void Down(double by) => Pen -= by;

    public void Turn(bool? landscape = null)
    {
        Finish();
        isLandscape = landscape ?? isLandscape;
        leaves.Add(file.Reserve());
        Pen = Height - Margin;
    }

    /// <summary>Turns the page when so much does not fit; true when it was turned.</summary>
    public bool Need(double height)
    {
        if (leaves.Count > 0 && height <= Room)
            return false;
        Turn();
        return true;
    }

    /// <summary>Writes one line with its foot at the given height.</summary>
    public void Write(string text, double x, double y, double size, bool right = false, bool bold = false)
    {
        if (text.Length == 0)
            return;
        var from = right ? x - Lines.WidthOf(text, size) : x;
        ink.Raw(bold ? "BT 2 Tr 0.3 w /F1 " : "BT /F1 ").At(size).Raw("Tf ").At(from).At(y).Raw("Td ");
        font.Show(text, ink);
        ink.Raw(bold ? "0 Tr ET\n" : "ET\n");
    }

    /// <summary>Writes one line below the pen and moves it down.</summary>
    public void WriteLine(string text, double size, bool bold = false)
    {
        Need(Line(size));
        Write(text, Margin, Pen - size, size, bold: bold);
        Down(Line(size));
    }

    /// <summary>A line; a thin one is grey.</summary>
    public void Rule(double x, double y, double toX, double toY, double width = 0.5) =>
        ink.Raw(width < 0.4 ? "0.65 G " : "0 G ").At(width).Raw("w ").At(x).At(y).Raw("m ").At(toX).At(toY).Raw("l S 0 G\n");

    /// <summary>A filled box; the colour as three shares.</summary>
    public void Fill(double x, double y, double width, double height, string colour) =>
        ink.Raw(colour).Raw(" rg ").At(x).At(y).At(width).At(height).Raw("re f 0 g\n");

    public void Path(IReadOnlyList<(double X, double Y)> points, string colour, double width, bool dashed)
    {
        ink.Raw(colour).Raw(dashed ? " RG [4 2] 0 d " : " RG ").At(width).Raw("w ");
        for (var i = 0; i < points.Count; i++)
            ink.At(points[i].X).At(points[i].Y).Raw(i == 0 ? "m " : "l ");
        ink.Raw(dashed ? "S [] 0 d 0 G\n" : "S 0 G\n");
    }

    /// <summary>A line of the page that leads to a named place.</summary>
    public void Link(double x, double y, double width, double height, string name) => links.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"<< /Type /Annot /Subtype /Link /Rect [{x:0.##} {y:0.##} {x + width:0.##} {y + height:0.##}] "
        + $"/Border [0 0 0] /Dest /{name} >>"));

    /// <summary>Shows a number that is known only later; it is set by <see cref="SetForm"/>.</summary>
    public void ShowForm(string name, double x, double y)
    {
        forms.TryAdd(name, file.Reserve());
        ink.Raw("q 1 0 0 1 ").At(x).At(y).Raw("cm /").Raw(name).Raw(" Do Q\n");
    }

    public void SetForm(string name, string text, double size)
    {
        if (forms.TryGetValue(name, out var number))
            WriteForm(number, text, size, right: true);
    }

    /// <summary>Writes the last page and what all pages share.</summary>
    public void End()
    {
        Finish();
        WriteForm(total, $" of {leaves.Count}", SmallSize, right: false);
        font.Write(file, face);
        var named = string.Join(' ', forms.Select(form => $"/{form.Key} {form.Value} 0 R"));
        file.Set(shared, $"<< /Font << /F1 {face} 0 R >> /XObject << /Total {total} 0 R {named} >> >>");
        file.Set(tree,
            $"<< /Type /Pages /Count {leaves.Count} /Kids [{string.Join(' ', leaves.Select(leaf => $"{leaf} 0 R"))}] >>");
    }

    private void Finish()
    {
        if (leaves.Count == 0)
            return;
        var foot = Margin - 14;
        var end = Width - Margin - 22;
        Rule(Margin, foot + 12, Width - Margin, foot + 12, 0.3);
        Write(Place.Length == 0 ? running : $"{running} · {Place}", Margin, foot, SmallSize);
        Write(string.Create(CultureInfo.InvariantCulture, $"Page {leaves.Count}"), end, foot, SmallSize, right: true);
        ink.Raw("q 1 0 0 1 ").At(end).At(foot).Raw("cm /Total Do Q\n");
        var content = file.AddStream(ink.Written);
        var annotations = links.Count == 0 ? "" : $"/Annots [{string.Join(' ', links)}] ";
        file.Set(leaves[^1], string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {Width} {Height}] /Contents {content} 0 R "
            + $"{annotations}/Resources {shared} 0 R >>"));
        ink.Clear();
        links.Clear();
    }

    private void WriteForm(int number, string text, double size, bool right)
    {
        var form = new PdfInk().Raw("BT /F1 ").At(size).Raw("Tf ").At(right ? -Lines.WidthOf(text, size) : 0).At(0).Raw("Td ");
        font.Show(text, form);
        form.Raw("ET");
        file.SetStream(number, form.Written,
            $"/Type /XObject /Subtype /Form /BBox [-60 -10 80 20] /Resources << /Font << /F1 {face} 0 R >> >> ");
    }
}
