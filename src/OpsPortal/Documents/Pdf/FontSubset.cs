using System.Buffers.Binary;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>
/// A font with the outlines of the used glyphs only. Glyphs keep their numbers, so nothing else of the document changes; the
/// tables of the others shrink to nothing when packed.
/// </summary>
internal static class FontSubset
{
    private const int HasMoreParts = 0x20;

    // A glyph of several parts names them: arguments of two words, a scale, two scales, a matrix.
    private const int Words = 0x1;
    private const int Scale = 0x8;
    private const int TwoScales = 0x40;
    private const int Matrix = 0x80;

    public static byte[] Of(TrueTypeFont font, IEnumerable<int> used)
    {
        var places = Places(font);
        var outlines = font.Table("glyf");
        var kept = new SortedSet<int> { 0 };
        foreach (var glyph in used)
            Keep(outlines, places, glyph, kept);
        var glyf = new MemoryStream();
        var loca = new byte[(font.Glyphs + 1) * 4];
        for (var glyph = 0; glyph < font.Glyphs; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(glyph * 4), (uint)glyf.Length);
            if (!kept.Contains(glyph))
                continue;
            glyf.Write(outlines[places[glyph]..places[glyph + 1]]);
            while (glyf.Length % 4 != 0)
                glyf.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(font.Glyphs * 4), (uint)glyf.Length);
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        return Assemble(
        [
            ("cvt ", font.Table("cvt ").ToArray()), ("fpgm", font.Table("fpgm").ToArray()), ("glyf", glyf.ToArray()),
            ("head", head), ("hhea", font.Table("hhea").ToArray()), ("hmtx", Measures(font, kept)), ("loca", loca),
            ("maxp", font.Table("maxp").ToArray()), ("prep", font.Table("prep").ToArray()),
        ]);
    }

    private static int[] Places(TrueTypeFont font)
    {
        var isLong = BinaryPrimitives.ReadInt16BigEndian(font.Table("head")[50..]) != 0;
        var loca = font.Table("loca");
        var places = new int[font.Glyphs + 1];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = isLong ? (int)BinaryPrimitives.ReadUInt32BigEndian(loca[(i * 4)..])
                : BinaryPrimitives.ReadUInt16BigEndian(loca[(i * 2)..]) * 2;
        }

        return places;
    }

    private static void Keep(ReadOnlySpan<byte> outlines, int[] places, int glyph, SortedSet<int> kept)
    {
        if (!kept.Add(glyph) || places[glyph] == places[glyph + 1])
            return;
        var outline = outlines[places[glyph]..places[glyph + 1]];
        if (BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return;
        for (int at = 10, flags = HasMoreParts; (flags & HasMoreParts) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            Keep(outlines, places, BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), kept);
            at += (flags & Words) != 0 ? 8 : 6;
            at += (flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;
        }
    }

    private static byte[] Measures(TrueTypeFont font, SortedSet<int> kept)
    {
        var measures = font.Table("hmtx").ToArray();
        for (var glyph = 0; glyph < font.Glyphs; glyph++)
        {
            if (!kept.Contains(glyph) && glyph < font.Metrics - 1)
                measures.AsSpan(glyph * 4, 4).Clear();
        }

        return measures;
    }

    private static byte[] Assemble((string Name, byte[] Bytes)[] all)
    {
        var tables = all.Where(table => table.Bytes.Length > 0).ToArray();
        var most = (int)Math.Pow(2, Math.Floor(Math.Log2(tables.Length)));
        var at = 12 + (tables.Length * 16);
        var file = new byte[at + tables.Sum(table => (table.Bytes.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(most * 16));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)Math.Log2(most));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((tables.Length - most) * 16));
        for (var i = 0; i < tables.Length; i++)
        {
            var row = file.AsSpan(12 + (i * 16));
            Encoding.ASCII.GetBytes(tables[i].Name, row);
            tables[i].Bytes.CopyTo(file, at);
            var padded = (tables[i].Bytes.Length + 3) & ~3;
            BinaryPrimitives.WriteUInt32BigEndian(row[4..], Sum(file.AsSpan(at, padded)));
            BinaryPrimitives.WriteUInt32BigEndian(row[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(row[12..], (uint)tables[i].Bytes.Length);
            at += padded;
        }

        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4)
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        return sum;
    }
}
