using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>The one font of a document: embedded from the machine with the glyphs that are used, or Helvetica, which every reader
/// has, with Western letters only.</summary>
internal sealed class PdfFont(TrueTypeFont? embedded)
{
    private const string Missing =
        "This machine has no Unicode font: letters outside Western Europe are shown as question marks.";
    private readonly SortedDictionary<int, char> used = [];
    private readonly bool[] seen = new bool[0x10000];

    public string? Notice => embedded is null ? Missing : null;

    /// <summary>The width of a text in thousandths of the size. Without a font of our own it is taken on the safe side.</summary>
    public int WidthOf(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var letter in text)
        {
            width += embedded?.WidthOf(embedded.GlyphOf(letter))
                ?? (char.IsUpper(letter) || letter is 'm' or 'w' or '@' or '%' ? 780 : 556);
        }

        return width;
    }

    /// <summary>The text as the operand of Tj.</summary>
    public void Show(string text, PdfInk ink)
    {
        ink.Raw("<");
        foreach (var letter in text)
        {
            if (embedded is null)
            {
                ink.Hex(letter <= 255 ? letter : '?', 2);
                continue;
            }

            var glyph = embedded.GlyphOf(letter);
            if (!seen[letter])
            {
                seen[letter] = true;
                used.TryAdd(glyph, letter);
            }

            ink.Hex(glyph, 4);
        }

        ink.Raw("> Tj ");
    }

    /// <summary>Writes the font after all text is shown, so that only the used glyphs are in it.</summary>
    public void Write(PdfFile file, int number)
    {
        if (embedded is null)
            file.Set(number, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        else
            WriteEmbedded(file, number, embedded);
    }

    private void WriteEmbedded(PdfFile file, int number, TrueTypeFont font)
    {
        var subset = FontSubset.Of(font, used.Keys);
        var program = file.AddStream(subset, $"/Length1 {subset.Length} ");
        var (left, bottom, right, top) = font.Box;
        var name = $"{Tag()}+OpsPortalSans";
        var descriptor = file.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [{left} {bottom} {right} {top}] "
            + $"/ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.Ascent} /StemV 80 "
            + $"/FontFile2 {program} 0 R >>");
        var widths = string.Join(' ', used.Keys.Select(glyph => $"{glyph} [{font.WidthOf(glyph)}]"));
        var descendant = file.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity "
            + $"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {descriptor} 0 R /W [{widths}] >>");
        var map = file.AddStream(Encoding.ASCII.GetBytes(ToUnicode()));
        file.Set(number,
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            + $"/DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R >>");
    }

    // A subset is named by six letters of its own, here made from the glyphs that are in it.
    private string Tag() => new([.. SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', used.Keys))).Take(6)
        .Select(part => (char)('A' + (part % 26)))]);

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
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)letter:X4}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n").ToString();
    }
}
