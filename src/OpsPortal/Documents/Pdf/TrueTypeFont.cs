using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>What the writer must know of a TrueType file: which glyph stands for a character, how wide it is, and where its
/// tables stand.</summary>
internal sealed class TrueTypeFont
{
    private static readonly string[] Places =
    [
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/TTF/DejaVuSans.ttf", "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/liberation/LiberationSans-Regular.ttf", "/Library/Fonts/Arial Unicode.ttf",
        "C:/Windows/Fonts/arial.ttf",
    ];

    private static readonly Lazy<TrueTypeFont?> System = new(Find);
    private readonly Dictionary<string, (int At, int Length)> tables = new(StringComparer.Ordinal);
    private readonly ushort[] glyphs = new ushort[0x10000];
    private readonly int[] widths;
    private readonly int unitsPerEm;

    private TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        File = file;
        for (var i = 0; i < UShort(4); i++)
            tables[Encoding.ASCII.GetString(file, 12 + (i * 16), 4)] = ((int)UInt(20 + (i * 16)), (int)UInt(24 + (i * 16)));
        unitsPerEm = UShort(At("head") + 18);
        Glyphs = UShort(At("maxp") + 4);
        Metrics = UShort(At("hhea") + 34);
        widths = [.. Enumerable.Range(0, Glyphs).Select(g => Em(UShort(At("hmtx") + (Math.Min(g, Metrics - 1) * 4))))];
        ReadMap();
    }

    /// <summary>A font of the machine that can show the names of most of the world; null where none is found.</summary>
    public static TrueTypeFont? OfTheSystem => System.Value;

    /// <summary>The file's name and the hash of its bytes: another font gives other bytes of a document.</summary>
    public static string Described => OfTheSystem is { } font
        ? $"{font.Name}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(font.File))}" : "Helvetica, not embedded";

    public string Name { get; }

    public byte[] File { get; }

    public int Glyphs { get; }

    /// <summary>How many glyphs have a width of their own.</summary>
    public int Metrics { get; }

    public (int Left, int Bottom, int Right, int Top) Box => (
        Em(Short(At("head") + 36)), Em(Short(At("head") + 38)), Em(Short(At("head") + 40)), Em(Short(At("head") + 42)));

    public int Ascent => Em(Short(At("hhea") + 4));

    public int Descent => Em(Short(At("hhea") + 6));

    /// <summary>The width of a glyph in thousandths of the size.</summary>
    public int WidthOf(int glyph) => widths[glyph];

    /// <summary>The glyph of a character; 0, an empty box, where the font has none.</summary>
    public int GlyphOf(char character) => glyphs[character];

    /// <summary>The bytes of a table; none where the font lacks it.</summary>
    public ReadOnlySpan<byte> Table(string name) =>
        tables.TryGetValue(name, out var table) ? File.AsSpan(table.At, table.Length) : [];

    private static TrueTypeFont? Find() =>
        Places.FirstOrDefault(global::System.IO.File.Exists) is { } path
            ? new TrueTypeFont(Path.GetFileName(path), global::System.IO.File.ReadAllBytes(path)) : null;

    private void ReadMap()
    {
        var map = Map();
        if (map == 0)
            return;
        var segments = UShort(map + 6) / 2;
        for (var i = 0; i < segments; i++)
        {
            var end = UShort(map + 14 + (i * 2));
            var start = UShort(map + 16 + ((segments + i) * 2));
            for (var character = start; character <= end && character < 0xFFFF; character++)
            {
                var glyph = Glyph(map, segments, i, start, character);
                glyphs[character] = (ushort)(glyph < Glyphs ? glyph : 0);
            }
        }
    }

    private int Glyph(int map, int segments, int i, int start, int character)
    {
        var delta = UShort(map + 16 + (((2 * segments) + i) * 2));
        var place = map + 16 + (((3 * segments) + i) * 2);
        var offset = UShort(place);
        if (offset == 0)
            return (character + delta) & 0xFFFF;
        var glyph = UShort(place + offset + ((character - start) * 2));
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }

    // The Unicode map of the basic plane, format 4.
    private int Map()
    {
        var cmap = At("cmap");
        for (var i = 0; i < UShort(cmap + 2); i++)
        {
            var row = cmap + 4 + (i * 8);
            var at = cmap + (int)UInt(row + 4);
            if (UShort(row) is 0 or 3 && UShort(at) == 4)
                return at;
        }

        return 0;
    }

    private int At(string table) => tables[table].At;

    private int Em(int units) => units * 1000 / unitsPerEm;

    private int UShort(int at) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(at));

    private int Short(int at) => BinaryPrimitives.ReadInt16BigEndian(File.AsSpan(at));

    private uint UInt(int at) => BinaryPrimitives.ReadUInt32BigEndian(File.AsSpan(at));
}
