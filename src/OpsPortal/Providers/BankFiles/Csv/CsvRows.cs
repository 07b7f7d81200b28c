using System.Text;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Csv;

/// <summary>One row of a table, with the line where it begins.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);

/// <summary>Cuts lines into rows: quoted fields may hold the delimiter, doubled quotes and line ends.</summary>
internal static class CsvRows
{
    /// <summary>The delimiter that the first line of a file uses: a semicolon where it holds one, else a comma.</summary>
    public static char DelimiterOf(byte[] content) =>
        Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, 2_000)).Split('\n')[0]
            .Contains(';', StringComparison.Ordinal) ? ';' : ',';

    public static IEnumerable<CsvRow> Of(IEnumerable<TextLine> lines, char delimiter)
    {
        var (fields, field, quoted, begun) = (new List<string>(), new StringBuilder(), false, 0);
        foreach (var line in lines)
        {
            begun = quoted ? begun : line.Number;
            if (quoted)
                field.Append('\n');
            Scan(line, delimiter, fields, field, ref quoted);
            if (quoted)
                continue;
            fields.Add(field.ToString());
            field.Clear();
            if (fields.Count > 1 || fields[0].Trim().Length > 0)
                yield return new CsvRow(begun, [.. fields]);
            fields.Clear();
        }

        if (quoted)
            throw new BankFileException(begun, "A quotation mark is opened and never closed.");
    }

    private static void Scan(TextLine line, char delimiter, List<string> fields, StringBuilder field, ref bool quoted)
    {
        for (var i = 0; i < line.Text.Length; i++)
        {
            var c = line.Text[i];
            if (quoted && c == '"' && i + 1 < line.Text.Length && line.Text[i + 1] == '"')
                field.Append(line.Text[++i]);
            else if (c == '"' && (quoted || field.ToString().Trim().Length == 0))
                quoted = !quoted;
            else if (c == delimiter && !quoted)
                Next(line, fields, field);
            else
                field.Append(c);
            if (field.Length > FileLimits.LineLength)
                throw new BankFileException(line.Number, $"A field is longer than {FileLimits.LineLength} characters.");
        }
    }

    private static void Next(TextLine line, List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
        if (fields.Count >= FileLimits.Columns)
            throw new BankFileException(line.Number, $"The row has more than {FileLimits.Columns} columns.");
    }
}
