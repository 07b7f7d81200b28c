using System.Globalization;
using System.Xml;
using NodaTime.Text;

namespace OpsPortal.Documents;

/// <summary>One sheet of a workbook while it is made.</summary>
internal sealed class XlsxSheet : IDisposable
{
    private const int Bold = 1;
    private const int Whole = 2;
    private const int Cents = 3;
    private const int Mills = 4;
    private const int Day = 5;
    private const int Moment = 6;

    // A spreadsheet counts days from here.
    private static readonly LocalDate Zero = new(1899, 12, 30);
    private static readonly InstantPattern Instants = InstantPattern.ExtendedIso;

    private readonly StreamWriter part;
    private readonly IReadOnlyList<SheetColumn> columns;
    private long rows = 1;

    public XlsxSheet(StreamWriter part, IReadOnlyList<SheetColumn> columns)
    {
        (this.part, this.columns) = (part, columns);
        part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        part.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>");
        part.Write("<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" ");
        part.Write("state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var i = 0; i < columns.Count; i++)
        {
            var width = columns[i].Cell switch { SheetCell.Text => 24, SheetCell.Instant => 20, SheetCell.Money => 16, _ => 12 };
            part.Write(string.Create(CultureInfo.InvariantCulture,
                $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{width}\" customWidth=\"1\"/>"));
        }

        part.Write("</cols><sheetData><row>");
        foreach (var column in columns)
            Text(column.Head, Bold);
        part.Write("</row>");
    }

    public void Row(IReadOnlyList<string> cells)
    {
        rows++;
        part.Write("<row>");
        for (var i = 0; i < columns.Count; i++)
            Cell(columns[i].Cell, cells[i]);
        part.Write("</row>");
    }

    public void Dispose()
    {
        part.Write("</sheetData>");
        part.Write(string.Create(CultureInfo.InvariantCulture, $"<autoFilter ref=\"A1:{Letters(columns.Count)}{rows}\"/>"));
        part.Write("</worksheet>");
        part.Dispose();
    }

    internal static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"") >= 0)
        {
            text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
        }

        return text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
    }

    private void Cell(SheetCell kind, string text)
    {
        if (text.Length == 0)
            part.Write("<c/>");
        else if (kind == SheetCell.Date && LocalDatePattern.Iso.Parse(text) is { Success: true } day)
            Number(Period.DaysBetween(Zero, day.Value).ToString(CultureInfo.InvariantCulture), Day);
        else if (kind == SheetCell.Instant && Instants.Parse(text) is { Success: true } instant)
            Number(Serial(instant.Value), Moment);
        else if (kind is SheetCell.Number or SheetCell.Money && IsPlain(text))
            Number(text, kind == SheetCell.Number ? 0 : FormatOf(text));
        else
            Text(text, 0);
    }

    private static string Serial(Instant instant)
    {
        var utc = instant.InUtc().LocalDateTime;
        var days = Period.DaysBetween(Zero, utc.Date) + ((decimal)utc.TimeOfDay.TickOfDay / NodaConstants.TicksPerDay);
        return decimal.Round(days, 10, MidpointRounding.ToEven).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsPlain(string text) =>
        decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static int FormatOf(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is var point && point < 0 ? Whole : text.Length - point == 4 ? Mills : Cents;

    private static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    private void Number(string value, int style)
    {
        part.Write("<c");
        Style(style);
        part.Write("><v>");
        part.Write(value);
        part.Write("</v></c>");
    }

    private void Text(string text, int style)
    {
        part.Write("<c t=\"inlineStr\"");
        Style(style);
        part.Write("><is><t xml:space=\"preserve\">");
        part.Write(Escaped(text));
        part.Write("</t></is></c>");
    }

    private void Style(int style)
    {
        if (style == 0)
            return;
        part.Write(" s=\"");
        part.Write(style);
        part.Write('"');
    }
}
