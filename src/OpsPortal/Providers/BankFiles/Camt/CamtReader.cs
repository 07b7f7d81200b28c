using System.Text;
using System.Xml;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>
/// Reads camt.052, camt.053 and camt.054 of any version, under any prefix and inside any wrapper. One streaming parser without
/// document types and outside references.
/// </summary>
[Part]
internal sealed class CamtReader : IBankFileReader
{
    private static readonly Dictionary<string, StatementKind> Messages = new(StringComparer.Ordinal)
    {
        ["BkToCstmrStmt"] = StatementKind.Statement,
        ["BkToCstmrStmtV01"] = StatementKind.Statement,
        ["BkToCstmrAcctRpt"] = StatementKind.Interim,
        ["BkToCstmrAcctRptV01"] = StatementKind.Interim,
        ["BkToCstmrDbtCdtNtfctn"] = StatementKind.Notification,
        ["BkToCstmrDbtCdtNtfctnV01"] = StatementKind.Notification,
    };

    static CamtReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public BankFileFormat Format => BankFileFormat.Camt;

    public bool Recognises(string beginning) => beginning.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('<');

    public IEnumerable<StatementItem> Read(Stream file, CsvMapping? mapping)
    {
        Begin(file);
        using var reader = XmlReader.Create(new BoundedStream(file), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            MaxCharactersInDocument = FileLimits.Bytes,
            NameTable = new BoundedNames(),
        });
        (StatementKind Kind, int Depth)? message = null;
        while (XmlBit.Step(reader))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (Messages.TryGetValue(reader.LocalName, out var kind))
                message = (kind, reader.Depth);
            else if (message is { } inside && reader.Depth == inside.Depth + 1 && reader.LocalName is "Stmt" or "Rpt" or "Ntfctn")
                foreach (var item in Statement(reader, message!.Value.Kind))
                    yield return item;
        }

        if (message is null)
            yield return new FileFault(1, "It is XML, but no camt.052, camt.053 or camt.054 message.");
    }

    // Blank lines before the declaration come from how files are sent, and XML does not allow them.
    private static void Begin(Stream file)
    {
        while (file.ReadByte() is ' ' or '\t' or '\r' or '\n')
        {
        }

        file.Position = Math.Max(0, file.Position - 1);
    }

    private static IEnumerable<StatementItem> Statement(XmlReader reader, StatementKind kind)
    {
        var (depth, line, statement) = (reader.Depth, XmlBit.LineOf(reader), new CamtStatement(kind));
        if (reader.IsEmptyElement)
            yield break;
        while (XmlBit.Step(reader) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "Ntry")
            {
                foreach (var item in statement.Begin(line).Concat(statement.Items(Entry(reader))))
                    yield return item;
            }
            else if (CamtStatement.Wants(reader.LocalName))
            {
                statement.Learn(XmlBit.Read(reader));
            }
            else
            {
                XmlBit.Pass(reader);
            }
        }

        foreach (var item in statement.Begin(line).Concat(statement.End(XmlBit.LineOf(reader))))
            yield return item;
    }

    /// <summary>Details are kept one by one as small facts: a batch entry may hold very many.</summary>
    private static CamtEntry Entry(XmlReader reader)
    {
        var entry = new CamtEntry(XmlBit.LineOf(reader));
        var depth = reader.Depth;
        if (reader.IsEmptyElement)
            return entry;
        while (XmlBit.Step(reader) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName == "NtryDtls")
                continue;
            if (reader.LocalName == "TxDtls")
                entry.AddDetail(XmlBit.Read(reader));
            else if (CamtEntry.Wants(reader.LocalName))
                entry.Learn(XmlBit.Read(reader));
            else
                XmlBit.Pass(reader);
        }

        return entry;
    }
}
