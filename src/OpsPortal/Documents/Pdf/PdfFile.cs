using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>
/// The objects of a PDF file, written as soon as they are whole; only their places are kept, for the table at the end.
/// A number may be kept for an object that comes later.
/// </summary>
internal sealed class PdfFile
{
    private readonly Stream to;
    private readonly List<long> places = [];
    private long position;

    public PdfFile(Stream to)
    {
        this.to = to;
        Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    }

    public int Reserve()
    {
        places.Add(0);
        return places.Count;
    }

    public int Add(string dictionary)
    {
        var number = Reserve();
        Set(number, dictionary);
        return number;
    }

    public void Set(int number, string dictionary)
    {
        Begin(number);
        Write(dictionary);
        Write("\nendobj\n");
    }

    public int AddStream(ReadOnlySpan<byte> content, string extra = "")
    {
        var number = Reserve();
        SetStream(number, content, extra);
        return number;
    }

    /// <summary>A stream, packed by Flate.</summary>
    public void SetStream(int number, ReadOnlySpan<byte> content, string extra = "")
    {
        using var packed = new MemoryStream();
        using (var flate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            flate.Write(content);
        Begin(number);
        Write(string.Create(
            CultureInfo.InvariantCulture, $"<< /Length {packed.Length} /Filter /FlateDecode {extra}>>\nstream\n"));
        packed.WriteTo(to);
        position += packed.Length;
        Write("\nendstream\nendobj\n");
    }

    /// <summary>The table of places; nothing comes after it.</summary>
    public void End(int root, int info)
    {
        var table = position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] == 0)
                throw new InvalidOperationException($"Object {i + 1} was reserved and never written.");
            Write($"{places[i].ToString("D10", CultureInfo.InvariantCulture)} 00000 n \n");
        }

        Write($"trailer\n<< /Size {places.Count + 1} /Root {root} 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        to.Flush();
    }

    /// <summary>A text of the metadata, as UTF-16 in hexadecimal.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private void Begin(int number)
    {
        if (places[number - 1] != 0)
            throw new InvalidOperationException($"Object {number} was written twice.");
        places[number - 1] = position;
        Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Write(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        to.Write(bytes);
        position += bytes.Length;
    }
}
