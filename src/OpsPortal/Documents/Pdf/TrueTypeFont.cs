using System.Buffers.Binary;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>What the writer must know of a TrueType file: which glyph stands for a character, and how wide it is.</summary>
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

    private readonly Dictionary<string, int> tables = [];
    private readonly int unitsPerEm;
    private readonly int metrics;

    private TrueTypeFont(byte[] file)
    {
        File = file;
        for (var i = 0; i < UShort(4); i++)
            tables[Encoding.ASCII.GetString(file, 12 + (i * 16), 4)] = (int)UInt(12 + (i * 16) + 8);
        unitsPerEm = UShort(tables["head"] + 18);
        metrics = UShort(tables["hhea"] + 34);
    }

    /// <summary>A font of the machine that can show the names of most of the world; null where none is found.</summary>
    public static TrueTypeFont? OfTheSystem => System.Value;

    public byte[] File { get; }

    public (int Left, int Bottom, int Right, int Top) Box => (
        Em(Short(tables["head"] + 36)), Em(Short(tables["head"] + 38)), Em(Short(tables["head"] + 40)),
            Em(Short(tables["head"] + 42)));

    public int Ascent => Em(Short(tables["hhea"] + 4));

    public int Descent => Em(Short(tables["hhea"] + 6));

    /// <summary>The width of a glyph in thousandths of the size.</summary>
    public int WidthOf(int glyph) => Em(UShort(tables["hmtx"] + (Math.Min(glyph, metrics - 1) * 4)));

    /// <summary>The glyph of a character; 0, an empty box, where the font has none.</summary>
    public int GlyphOf(int character)
    {
        var map = Map();
        if (map == 0 || character > 0xFFFF)
            return 0;
        var segments = UShort(map + 6) / 2;
        for (var i = 0; i < segments; i++)
        {
            if (UShort(map + 14 + (i * 2)) < character)
                continue;
            var start = UShort(map + 16 + ((segments + i) * 2));
            return start > character ? 0 : Glyph(map, segments, i, start, character);
        }

        return 0;
    }

    private static TrueTypeFont? Find() =>
        Places.FirstOrDefault(global::System.IO.File.Exists) is { } path
            ? new TrueTypeFont(global::System.IO.File.ReadAllBytes(path)) : null;

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
        var cmap = tables["cmap"];
        for (var i = 0; i < UShort(cmap + 2); i++)
        {
            var row = cmap + 4 + (i * 8);
            var at = cmap + (int)UInt(row + 4);
            if (UShort(row) is 0 or 3 && UShort(at) == 4)
                return at;
        }

        return 0;
    }

    private int Em(int units) => units * 1000 / unitsPerEm;

    private int UShort(int at) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(at));

    private int Short(int at) => BinaryPrimitives.ReadInt16BigEndian(File.AsSpan(at));

    private uint UInt(int at) => BinaryPrimitives.ReadUInt32BigEndian(File.AsSpan(at));
}
