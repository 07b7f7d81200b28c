using System.Text;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.BankFiles.Csv;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>A file's table: its header and rows, or why it is none. Cells are data, whatever they begin with.</summary>
internal sealed class CutOverTable
{
    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);

    private CutOverTable(CutOverFileRule rule) => Rule = rule;

    public CutOverFileRule Rule { get; }

    public IReadOnlyList<CsvRow> Rows { get; private set; } = [];

    public List<CutOverFault> Faults { get; } = [];

    public static CutOverTable Read(CutOverFileRule rule, byte[] content)
    {
        var table = new CutOverTable(rule);
        try
        {
            table.Take(new UTF8Encoding(false, true).GetString(content).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException)
        {
            table.Fault(1, "", "It is not UTF-8 text.", "Save it as CSV with the encoding UTF-8.");
        }
        catch (BankFileException broken)
        {
            table.Fault(broken.Line, "", broken.Message, "Mend the row and send the file again.");
        }

        return table;
    }

    /// <summary>A cell without its blanks; empty where the file has no such column.</summary>
    public string Text(CsvRow row, string column) =>
        columns.TryGetValue(column, out var at) && at < row.Fields.Count ? row.Fields[at].Trim() : "";

    /// <summary>The numbers of documents that the file names.</summary>
    public IEnumerable<string> Documents() =>
        Rows.SelectMany(row => new[] { Text(row, "number"), Text(row, "document") }).Where(number => number.Length > 0);

    public void Fault(int row, string column, string why, string next) => Faults.Add(new(Rule.Kind, row, column, why, next));

    private void Take(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, at) => new TextLine(at + 1, line)).ToList();
        var delimiter = lines[0].Text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var rows = CsvRows.Of(lines, delimiter).Take(CutOverFiles.MostRows + 2).ToList();
        if (rows.Count == 0 || rows[0].Line != 1)
        {
            Fault(1, "", "The file begins without a header row.", $"Begin it with the columns {Names()}.");
            return;
        }

        Head(rows[0]);
        Rows = [.. rows.Skip(1)];
        if (Rows.Count > CutOverFiles.MostRows)
            Fault(Rows[^1].Line, "", $"The file has more than {CutOverFiles.MostRows} rows.",
                "Bring fewer open items over: settle the oldest in the former system first.");
        foreach (var row in Rows.Where(row => row.Fields.Count > rows[0].Fields.Count))
            Fault(row.Line, "", $"The row has {row.Fields.Count} cells, the header {rows[0].Fields.Count}.",
                $"Put a cell that holds a {(delimiter == ',' ? "comma" : "semicolon")} in quotation marks.");
    }

    private void Head(CsvRow header)
    {
        for (var at = 0; at < header.Fields.Count; at++)
        {
            var name = header.Fields[at].Trim();
            if (Rule.Columns.All(column => !column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                Fault(header.Line, name, $"'{name}' is no column of this file.", $"Its columns are {Names()}.");
            else if (!columns.TryAdd(name, at))
                Fault(header.Line, name, "The column stands there twice.", "Keep one of the two columns.");
        }

        foreach (var column in Rule.Columns.Where(column => column.Needed && !columns.ContainsKey(column.Name)))
            Fault(header.Line, column.Name, "The column is missing.", $"Its columns are {Names()}.");
    }

    private string Names() => string.Join(", ", Rule.Columns.Select(column => column.Name));
}
