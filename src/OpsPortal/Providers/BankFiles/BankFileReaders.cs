using System.Text;
using System.Xml;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles;

/// <summary>Finds the reader of a file by its content and lets nothing out of it but items: what goes wrong is a fault.</summary>
[Part]
internal sealed class BankFileReaders(IEnumerable<IBankFileReader> readers)
{
    private const int Beginning = 8 * 1024;
    private const int SignatureLength = 4;
    private const string NoFormat = "It is none of the formats that are read: camt, MT940, BAI2, or CSV with a preset.";

    // Text is tried last: almost anything could be a table.
    private static readonly BankFileFormat[] Order =
        [BankFileFormat.Camt, BankFileFormat.Bai2, BankFileFormat.Mt940, BankFileFormat.Csv];

    public BankFileFormat FormatOf(Stream file)
    {
        var bytes = new byte[Beginning];
        file.Position = 0;
        var read = file.ReadAtLeast(bytes, Beginning, throwOnEndOfStream: false);
        file.Position = 0;
        // The lines of a PDF often look like rows of a table.
        if (WhatElse(bytes.AsSpan(0, read)) is not null)
            return default;
        var text = BankText.Decode(bytes.AsSpan(0, read));
        return Order.FirstOrDefault(format => readers.Single(reader => reader.Format == format).Recognises(text));
    }

    /// <summary>The file's items from its start, ending with a fault where it cannot be read on.</summary>
    public IEnumerable<StatementItem> Read(Stream file, BankFileFormat format, CsvMapping? mapping)
    {
        file.Position = 0;
        if (readers.FirstOrDefault(reader => reader.Format == format) is not { } found)
            return [new FileFault(1, WhatElse(BeginningOf(file)) ?? NoFormat)];
        return Guarded(found.Read(file, mapping));
    }

    private static byte[] BeginningOf(Stream file)
    {
        var bytes = new byte[SignatureLength];
        return bytes[..file.ReadAtLeast(bytes, SignatureLength, throwOnEndOfStream: false)];
    }

    private static string? WhatElse(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] =>
            "It is a ZIP archive or a spreadsheet: unpack it, or save the table as CSV, and import that.",
        [0x1F, 0x8B, ..] => "It is a compressed file: unpack it, and import what is inside.",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] =>
            "It is a PDF, which is for reading only: ask the bank for the same statement as camt.053, MT940, BAI2 or CSV.",
        _ => null,
    };

    private static IEnumerable<StatementItem> Guarded(IEnumerable<StatementItem> items)
    {
        using var each = items.GetEnumerator();
        for (var line = 1; ;)
        {
            StatementItem? item;
            try
            {
                item = each.MoveNext() ? each.Current : null;
            }
            catch (Exception trouble) when (FaultOf(trouble, line) is not null)
            {
                item = FaultOf(trouble, line);
            }

            if (item is null)
                yield break;
            yield return item;
            line = item.Line;
        }
    }

    // After an exception the reader is at its end: the next step ends the loop.
    private static FileFault? FaultOf(Exception trouble, int line) => trouble switch
    {
        XmlException xml when xml.Message.Contains("DTD", StringComparison.Ordinal) => new FileFault(
            Math.Max(xml.LineNumber, 1), "It declares a document type (DOCTYPE). Bank files have none, and it is not read."),
        XmlException xml => new FileFault(Math.Max(xml.LineNumber, 1), $"The XML is broken: {xml.Message}"),
        BankFileException broken => new FileFault(broken.Line, broken.Message),
        DecoderFallbackException => new FileFault(line, "The text is in no encoding that is read."),
        _ => null,
    };
}
