using System.Globalization;

namespace OpsPortal.Documents.Pdf;

/// <summary>The running sums of a table's money columns, one set for each currency.</summary>
internal sealed class PdfTotals(IReadOnlyList<PaperColumn> columns)
{
    private readonly int[] money = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].Kind == PaperKind.Money)];
    private readonly int currency = columns.ToList().FindIndex(column => column.Kind == PaperKind.Currency);
    private readonly SortedDictionary<string, (long Rows, decimal[] Sums)> sums = new(StringComparer.Ordinal);

    public int Count => sums.Count;

    public void Add(IReadOnlyList<string> row)
    {
        if (money.Length == 0)
            return;
        var key = currency < 0 ? "" : row[currency];
        if (!sums.TryGetValue(key, out var kept))
            kept = (0, new decimal[money.Length]);
        for (var i = 0; i < money.Length; i++)
        {
            if (decimal.TryParse(row[money[i]], Styles, CultureInfo.InvariantCulture, out var amount))
                kept.Sums[i] += amount;
        }

        sums[key] = (kept.Rows + 1, kept.Sums);
    }

    public IReadOnlyList<PaperTotal> Read() =>
        [.. sums.Where(sum => sum.Key.Length > 0).Select(sum => new PaperTotal(sum.Key, sum.Value.Rows, [.. sum.Value.Sums]))];

    /// <summary>A decimal for people: thousands apart, negative in parentheses.</summary>
    public static string Shown(string amount) =>
        decimal.TryParse(amount, Styles, CultureInfo.InvariantCulture, out var value) ? Shown(value) : amount;

    public static string Shown(decimal value, string currency)
    {
        var decimals = Currency.Parse(currency) is { IsRefused: false } known ? known.Value.Decimals : value.Scale;
        return Shown(decimal.Round(value, decimals, MidpointRounding.ToEven) + new decimal(0, 0, 0, false, (byte)decimals));
    }

    private static string Shown(decimal value)
    {
        var pattern = value.Scale switch { 0 => "#,##0", 2 => "#,##0.00", 3 => "#,##0.000", _ => "#,##0.############" };
        var text = Math.Abs(value).ToString(pattern, CultureInfo.InvariantCulture);
        return value < 0 ? $"({text})" : text;
    }

    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
}
