using System.Text;
using NodaTime.Text;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.BankFiles.Csv;

namespace OpsPortal.Providers.Reports;

/// <summary>A place of a report that cannot be taken, and why.</summary>
public sealed record ReportFault(int Line, string Reason);

/// <summary>A report's table: columns by their names in any order, unknown ones left aside.</summary>
internal sealed class ReportTable
{
    private readonly Dictionary<string, int> columns;

    private ReportTable(Dictionary<string, int> columns, IReadOnlyList<CsvRow> rows) => (this.columns, Rows) = (columns, rows);

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads the text; what is broken throws a <see cref="BankFileException"/> with its line.</summary>
    public static ReportTable Read(byte[] content, char delimiter = ',')
    {
        var text = new UTF8Encoding(false, true).GetString(content).TrimStart('\uFEFF');
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, at) => new TextLine(at + 1, line));
        var rows = CsvRows.Of(lines, delimiter).ToList();
        var header = rows.Count == 0 ? [] : rows[0].Fields;
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < header.Count; at++)
            columns.TryAdd(header[at].Trim(), at);
        return new ReportTable(columns, [.. rows.Skip(1)]);
    }

    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>The column that goes by one of these names, however it is written; null where there is none.</summary>
    public string? Named(params string[] plain) =>
        columns.Keys.FirstOrDefault(name => plain.Contains(Plain(name), StringComparer.Ordinal));

    public IReadOnlyList<string> Missing(IEnumerable<string> needed) => [.. needed.Where(name => !Has(name))];

    /// <summary>A field without its blanks; null where it is empty or the row ends before it.</summary>
    public string? Text(CsvRow row, string column) =>
        columns.TryGetValue(column, out var at) && at < row.Fields.Count && row.Fields[at]
            .Trim() is { Length: > 0 } text ? text : null;

    private static string Plain(string name) => new([.. name.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
}

/// <summary>One row while it is read: what cannot be read becomes a fault with its line.</summary>
internal sealed class ReportRow(ReportTable table, CsvRow row, DateTimeZone zone, List<ReportFault> faults)
{
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");
    private static readonly LocalDateTimePattern Iso = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    public int Line => row.Line;

    public bool IsBroken { get; private set; }

    public string? Text(string column) => table.Text(row, column);

    public string Needed(string column, int longest = 120)
    {
        var text = Text(column);
        if (text is null)
            Fault($"{column} is empty.");
        else if (text.Length > longest)
            Fault($"{column} is longer than {longest} characters.");
        return text ?? "";
    }

    /// <summary>A decimal in major units, with a minus for what leaves.</summary>
    public long Amount(string column, Currency currency)
    {
        var text = Text(column) ?? "0";
        var plain = text.TrimStart('-');
        if (plain.Contains('.', StringComparison.Ordinal))
            plain = plain.TrimEnd('0').TrimEnd('.');
        var read = Money.Parse(plain, currency);
        if (read.IsRefused)
        {
            Fault($"{column}: {read.Refusal.Why}");
            return 0;
        }

        return text.StartsWith('-') ? -read.Value.Minor : read.Value.Minor;
    }

    public Currency CurrencyOf(string column)
    {
        var read = Currency.Parse(Text(column)?.ToUpperInvariant());
        if (read.IsRefused)
            Fault($"{column}: {read.Refusal.Why}");
        return read.IsRefused ? Currency.Of("EUR") : read.Value;
    }

    /// <summary>A day in the company's zone, from the column in UTC where there is one, else from the plain column.</summary>
    public LocalDate? Day(string column, bool needed)
    {
        var utc = Text($"{column}_utc");
        if ((utc ?? Text(column)) is not { } text)
        {
            if (needed)
                Fault($"{column} is empty.");
            return null;
        }

        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day)
            return day.Value;
        var stamp = Stamp.Parse(text) is { Success: true } plain ? plain : Iso.Parse(text.TrimEnd('Z'));
        if (!stamp.Success)
        {
            Fault($"{column}: '{text}' is not a date such as 2026-03-31 23:59:59.");
            return null;
        }

        return utc is null ? stamp.Value.Date : stamp.Value.InUtc().ToInstant().InZone(zone).Date;
    }

    public void Fault(string reason)
    {
        IsBroken = true;
        faults.Add(new ReportFault(row.Line, reason));
    }
}
