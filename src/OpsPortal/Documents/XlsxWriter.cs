using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OpsPortal.Documents;

/// <summary>What a spreadsheet makes of the cells of a column.</summary>
internal enum SheetCell
{
    Text,
    Number,

    /// <summary>A decimal, shown with as many digits as it was given with.</summary>
    Money,
    Date,
    Instant,
}

internal sealed record SheetColumn(string Head, SheetCell Cell);

/// <summary>
/// A workbook while it is made, row by row: typed cells, the head bold, frozen and with filters. The same rows give the same
/// bytes, which no library for workbooks promises; so the few parts of the format are written here.
/// </summary>
internal sealed class XlsxWriter : IDisposable
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private readonly ZipArchive file;
    private readonly List<string> sheets = [];

    public XlsxWriter(Stream to) => file = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Begins a sheet; end it before the next one begins.</summary>
    public XlsxSheet Begin(string name, IReadOnlyList<SheetColumn> columns)
    {
        sheets.Add(NameOf(name));
        return new XlsxSheet(Open($"xl/worksheets/sheet{sheets.Count}.xml"), columns);
    }

    public void Dispose()
    {
        Part("[Content_Types].xml", new StringBuilder($"<Types xmlns=\"{Package}/content-types\">")
            .Append("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>")
            .Append($"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kinds}.sheet.main+xml\"/>")
            .Append($"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Kinds}.styles+xml\"/>")
            .AppendJoin("", sheets.Select((_, i) =>
                $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"{Kinds}.worksheet+xml\"/>"))
            .Append("</Types>"));
        Part("_rels/.rels", Links([("officeDocument", "xl/workbook.xml")]));
        Part("xl/_rels/workbook.xml.rels", Links(
            [.. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")), ("styles", "styles.xml")]));
        Part("xl/workbook.xml", new StringBuilder($"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>")
            .AppendJoin("", sheets.Select((name, i) =>
                $"<sheet name=\"{XlsxSheet.Escaped(name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))
            .Append("</sheets></workbook>"));
        Part("xl/styles.xml", Styles());
        file.Dispose();
    }

    // A sheet's name has at most 31 letters and none of these.
    private static string NameOf(string name)
    {
        var kept = string.Concat(name.Select(letter => "[]:*?/\\".Contains(letter, StringComparison.Ordinal) ? ' ' : letter));
        return kept.Length <= 31 ? kept : kept[..31];
    }

    private static StringBuilder Links(IReadOnlyList<(string Kind, string Target)> targets) =>
        new StringBuilder($"<Relationships xmlns=\"{Package}/relationships\">")
            .AppendJoin("", targets.Select((target, i) =>
                $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/{target.Kind}\" Target=\"{target.Target}\"/>"))
            .Append("</Relationships>");

    // The formats' places are the numbers that XlsxSheet gives its cells.
    private static StringBuilder Styles() => new StringBuilder($"<styleSheet xmlns=\"{Main}\"><numFmts count=\"5\">")
        .Append("<numFmt numFmtId=\"164\" formatCode=\"#,##0\"/><numFmt numFmtId=\"165\" formatCode=\"#,##0.00\"/>")
        .Append("<numFmt numFmtId=\"166\" formatCode=\"#,##0.000\"/><numFmt numFmtId=\"167\" formatCode=\"yyyy\\-mm\\-dd\"/>")
        .Append("<numFmt numFmtId=\"168\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>")
        .Append("<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>")
        .Append("<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>")
        .Append("<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>")
        .Append("<fill><patternFill patternType=\"gray125\"/></fill></fills>")
        .Append("<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>")
        .Append("<cellXfs count=\"7\"><xf/><xf fontId=\"1\" applyFont=\"1\"/>")
        .AppendJoin("", Enumerable.Range(164, 5).Select(id => $"<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>"))
        .Append("</cellXfs></styleSheet>");

    private void Part(string name, StringBuilder content)
    {
        using var part = Open(name);
        part.Write(Head);
        part.Write(content);
    }

    private StreamWriter Open(string name)
    {
        var entry = file.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = ZipTime.Fixed;
        return new StreamWriter(entry.Open(), new UTF8Encoding(false), 64 * 1024);
    }
}

/// <summary>The one time that every entry of our ZIP files carries, so that the same content gives the same bytes.</summary>
internal static class ZipTime
{
    public static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
