using System.Text;
using System.Xml;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>
/// A small element with what stands in it, read under limits of depth, number and length. Names are local names: banks use any
/// prefix.
/// </summary>
internal sealed class XmlBit
{
    private readonly List<XmlBit> parts = [];

    private XmlBit(string name, string? currency, int line) => (Name, Currency, Line) = (name, currency, line);

    public string Name { get; }

    /// <summary>The attribute <c>Ccy</c>, the only one that matters.</summary>
    public string? Currency { get; }

    public int Line { get; }

    /// <summary>Its own text without blanks around it; null where there is none.</summary>
    public string? Text { get; private set; }

    public IEnumerable<XmlBit> All(string name) => parts.Where(part => part.Name == name);

    /// <summary>The first element under these names, or null.</summary>
    public XmlBit? Find(params ReadOnlySpan<string> path)
    {
        var here = this;
        foreach (var name in path)
        {
            if (here.parts.Find(part => part.Name == name) is not { } next)
                return null;
            here = next;
        }

        return here;
    }

    public string? TextOf(params ReadOnlySpan<string> path) => Find(path)?.Text;

    /// <summary>Every text in it, in order.</summary>
    public IEnumerable<string> Texts() =>
        (Text is null ? Enumerable.Empty<string>() : [Text]).Concat(parts.SelectMany(part => part.Texts()));

    /// <summary>Steps on; a document that is nested too deep is refused.</summary>
    public static bool Step(XmlReader reader) => reader.Read() && (reader.Depth <= FileLimits.XmlDepth ? true
        : throw new XmlException($"Elements are nested deeper than {FileLimits.XmlDepth}."));

    /// <summary>Steps over the element on which the reader stands, to its end.</summary>
    public static void Pass(XmlReader reader)
    {
        var depth = reader.Depth;
        if (reader.IsEmptyElement)
            return;
        while (Step(reader) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
        }
    }

    /// <summary>Reads the element on which the reader stands, to its end.</summary>
    public static XmlBit Read(XmlReader reader)
    {
        var left = FileLimits.XmlElements;
        return Read(reader, ref left);
    }

    private static XmlBit Read(XmlReader reader, ref int left)
    {
        if (--left < 0)
            throw new XmlException($"An entry has more than {FileLimits.XmlElements} elements.");
        var bit = new XmlBit(reader.LocalName, reader.GetAttribute("Ccy"), LineOf(reader));
        if (reader.IsEmptyElement)
            return bit;
        var depth = reader.Depth;
        var text = new StringBuilder();
        while (Step(reader) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
                bit.parts.Add(Read(reader, ref left));
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                Append(reader, text);
        }

        var trimmed = text.ToString().Trim();
        bit.Text = trimmed.Length == 0 ? null : trimmed;
        return bit;
    }

    public static int LineOf(XmlReader reader) => (reader as IXmlLineInfo)?.LineNumber ?? 0;

    private static void Append(XmlReader reader, StringBuilder text)
    {
        var buffer = new char[1024];
        int read;
        while ((read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > FileLimits.TextLength)
                throw new XmlException($"A text is longer than {FileLimits.TextLength} characters.");
        }
    }
}
