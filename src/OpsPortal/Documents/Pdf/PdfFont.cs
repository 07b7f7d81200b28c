using System.Globalization;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>The one font of a document: embedded from the machine, or Helvetica, which every reader has, with Western letters
/// only.</summary>
internal sealed class PdfFont(TrueTypeFont? embedded)
{
    private const string Missing = 
        "This machine has no Unicode font: letters outside Western Europe are shown as question marks.";
    private readonly SortedDictionary<int, int> used = [];

    public string? Notice => embedded is null ? Missing : null;

    /// <summary>The width of a text in thousandths of the size. Without a font of our own it is taken on the safe side.</summary>
    public int WidthOf(string text) => embedded is null
        ? text.Sum(letter => char.IsUpper(letter) || letter is 'm' or 'w' or '@' or '%' ? 780 : 556)
        : text.Sum(letter => embedded.WidthOf(embedded.GlyphOf(letter)));

    /// <summary>The text as the operand of Tj.</summary>
    public string Show(string text)
    {
        if (embedded is null)
            return $"<{Convert.ToHexString([.. text.Select(letter => letter <= 255 ? (byte)letter : (byte)'?')])}>";
        var shown = new StringBuilder("<");
        foreach (var letter in text)
        {
            var glyph = embedded.GlyphOf(letter);
            used[glyph] = letter;
            shown.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        return shown.Append('>').ToString();
    }

    /// <summary>Writes the font after all text is shown, so that only the used glyphs are named.</summary>
    public int Write(PdfFile file) => embedded is null
        ? file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        : WriteEmbedded(file, embedded);

    private int WriteEmbedded(PdfFile file, TrueTypeFont font)
    {
        var program = file.AddStream(font.File, $"/Length1 {font.File.Length} ");
        var (left, bottom, right, top) = font.Box;
        var descriptor = file.Add(
            $"<< /Type /FontDescriptor /FontName /OpsPortalSans /Flags 32 /FontBBox [{left} {bottom} {right} {top}] "
            + $"/ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.Ascent} /StemV 80 /FontFile2 {program} 0 R >>");
        var widths = string.Join(' ', used.Keys.Select(glyph => $"{glyph} [{font.WidthOf(glyph)}]"));
        var descendant = file.Add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /OpsPortalSans /CIDToGIDMap /Identity "
            + $"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {descriptor} 0 R /W [{widths}] >>");
        var map = file.AddStream(Encoding.ASCII.GetBytes(ToUnicode()));
        return file.Add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /OpsPortalSans /Encoding /Identity-H "
            + $"/DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R >>");
    }

    private string ToUnicode()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            + "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            + "/CMapName /OpsPortal def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var some in used.Where(pair => pair.Key != 0).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (glyph, letter) in some)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{letter:X4}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n").ToString();
    }
}
