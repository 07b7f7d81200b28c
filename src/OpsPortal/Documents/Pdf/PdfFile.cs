using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>The objects of a PDF file, numbered from 1 in the order in which they are added, and their table at the
/// end.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]?> objects = [];

    /// <summary>Keeps a number for an object that comes later.</summary>
    public int Reserve()
    {
        objects.Add(null);
        return objects.Count;
    }

    public int Add(string dictionary)
    {
        var number = Reserve();
        Set(number, dictionary);
        return number;
    }

    public void Set(int number, string dictionary) => objects[number - 1] = Encoding.Latin1.GetBytes(dictionary);

    /// <summary>A stream, packed by Flate.</summary>
    public int AddStream(byte[] content, string extra = "")
    {
        using var packed = new MemoryStream();
        using (var flate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            flate.Write(content);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"<< /Length {packed.Length} /Filter /FlateDecode {extra}>>\nstream\n");
        objects.Add([.. Encoding.Latin1.GetBytes(head), .. packed.ToArray(), .. "\nendstream"u8]);
        return objects.Count;
    }

    public byte[] ToBytes(int root, int info)
    {
        using var file = new MemoryStream();
        Write(file, "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var places = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Position);
            Write(file, $"{i + 1} 0 obj\n");
            file.Write(objects[i] ?? throw new InvalidOperationException($"Object {i + 1} was reserved and never set."));
            Write(file, "\nendobj\n");
        }

        var table = file.Position;
        Write(file, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Write(file, $"{place.ToString("D10", CultureInfo.InvariantCulture)} 00000 n \n");
        Write(file, $"trailer\n<< /Size {places.Count + 1} /Root {root} 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>A text of the metadata, as UTF-16 in hexadecimal.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
