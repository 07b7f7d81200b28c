using System.Text;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Csv;

/// <summary>Reads a table by a preset. The whole table is one statement without balances.</summary>
[Part]
internal sealed class CsvReader : IBankFileReader
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public BankFileFormat Format => BankFileFormat.Csv;

    public bool Recognises(string beginning) => !beginning.Contains('\0', StringComparison.Ordinal)
        && beginning.Split('\r', '\n').Count(line => line.IndexOfAny(Delimiters) >= 0) >= 2;

    public IEnumerable<StatementItem> Read(Stream file, CsvMapping? mapping)
    {
        if (mapping is null)
            return [new FileFault(1, "It looks like a table (CSV): choose the preset that says what its columns mean.")];
        return mapping.Check().Refusal is { } incomplete ? [new FileFault(1, incomplete.Why)] : Table(file, mapping);
    }

    private static IEnumerable<StatementItem> Table(Stream file, CsvMapping mapping)
    {
        var told = mapping.Encoding is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(mapping.Encoding)
            ?? Encoding.GetEncoding(mapping.Encoding);
        CsvColumns? columns = null;
        var footer = new Queue<CsvRow>();
        var (rows, begun, last) = (0, false, 1);
        foreach (var row in CsvRows.Of(BankText.Lines(file, told), mapping.Delimiter))
        {
            if (rows++ < mapping.PreambleRows)
                continue;
            last = row.Line;
            if (columns is null)
            {
                var found = CsvColumns.Find(mapping, row);
                if (found.IsRefused)
                {
                    yield return new FileFault(row.Line, found.Refusal.Why);
                    yield break;
                }

                columns = found.Value;
                if (mapping.HasHeader)
                    continue;
            }

            footer.Enqueue(row);
            if (footer.Count <= mapping.FooterRows)
                continue;
            foreach (var item in Items(columns, footer.Dequeue(), begun))
                yield return item;
            begun = true;
        }

        if (columns is null)
            yield return new FileFault(last, "The table has no rows behind its preamble.");
        else
            yield return new StatementEnds(last, null, null);
    }

    private static IEnumerable<StatementItem> Items(CsvColumns columns, CsvRow row, bool begun)
    {
        if (!begun)
            yield return new StatementBegins(row.Line, columns.Head(row));
        yield return columns.Line(row);
    }
}
