using System.Globalization;
using System.Text;
using OpsPortal.Documents;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>Cells and files as text, the same bytes each time: UTF-8 and CR LF, as importers read them.</summary>
internal static class ErpText
{
    /// <summary>A text of at most so many characters; what is cut off shows by its end.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)]}…";

    /// <summary>A cell: quoted where needed, and no spreadsheet runs it as a formula.</summary>
    public static string Cell(string text) => CsvCells.Of(
        text.StartsWith('-') ? $"'{text}" : text.ReplaceLineEndings(" "));

    public static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    public static byte[] Bytes(StringBuilder text) => Encoding.UTF8.GetBytes(text.ToString());

    public static string UsDay(LocalDate day) => day.ToString("MM'/'dd'/'uuuu", CultureInfo.InvariantCulture);

    public static string IsoDay(LocalDate day) => day.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);

    /// <summary>Documents in files of so many rows; none is torn over two.</summary>
    public static IEnumerable<IReadOnlyList<JournalDocument>> Parts(
        IEnumerable<JournalDocument> documents, int mostRows, Func<JournalDocument, int> rowsOf)
    {
        var (part, rows) = (new List<JournalDocument>(), 0);
        foreach (var document in documents)
        {
            if (part.Count > 0 && rows + rowsOf(document) > mostRows)
            {
                yield return part;
                (part, rows) = ([], 0);
            }

            part.Add(document);
            rows += rowsOf(document);
        }

        if (part.Count > 0)
            yield return part;
    }

    /// <summary>The name of a part; a single one is not numbered.</summary>
    public static string Name(string name, int part, int parts, string ending) =>
        parts == 1 ? $"{name}.{ending}" : $"{name}-{part:000}.{ending}";
}
