using System.Globalization;

namespace OpsPortal.Features.Close.Pack;

/// <summary>Counts the rows of a table and sums its money columns for each currency while they go by.</summary>
internal sealed class PackTotals(IReadOnlyList<PackPartColumn> columns)
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private readonly int[] money = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].Kind == PackCell.Money)];
    private readonly int currency = columns.ToList().FindIndex(column => column.Kind == PackCell.Currency);
    private readonly SortedDictionary<string, (long Rows, decimal[] Sums)> sums = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    /// <exception cref="InvalidDataException">A cell is no amount, or the row has another number of cells.</exception>
    public void Add(IReadOnlyList<string> row)
    {
        if (row.Count != columns.Count)
            throw new InvalidDataException($"Row {Rows + 1} has {row.Count} cells instead of {columns.Count}.");
        Rows++;
        if (money.Length == 0)
            return;
        var key = currency < 0 ? "" : row[currency];
        if (!sums.TryGetValue(key, out var kept))
            kept = (0, new decimal[money.Length]);
        for (var i = 0; i < money.Length; i++)
            kept.Sums[i] += AmountOf(row[money[i]]);
        sums[key] = (kept.Rows + 1, kept.Sums);
    }

    /// <summary>One total for each money column and currency, in the order of columns and codes.</summary>
    public IReadOnlyList<PackTotal> Read() =>
    [
        .. money.SelectMany((column, i) => sums.Where(sum => sum.Key.Length > 0).Select(sum =>
            new PackTotal(columns[column].Name, sum.Key, sum.Value.Sums[i].ToString(CultureInfo.InvariantCulture)))),
    ];

    /// <summary>The totals as the last rows of a printed table.</summary>
    public IReadOnlyList<Documents.PaperTotal> Printed() =>
        [.. sums.Where(sum => sum.Key.Length > 0).Select(sum =>
            new Documents.PaperTotal(sum.Key, sum.Value.Rows, sum.Value.Sums))];

    public static decimal AmountOf(string cell)
    {
        if (cell.Length == 0)
            return 0;
        return decimal.TryParse(cell, Styles, CultureInfo.InvariantCulture, out var amount)
            ? amount : throw new InvalidDataException($"\"{cell}\" is no amount.");
    }
}
