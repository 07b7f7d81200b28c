using System.Globalization;
using NodaTime.Text;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Csv;

/// <summary>A preset's columns in one table, found by header or by number.</summary>
internal sealed class CsvColumns
{
    private readonly CsvMapping mapping;
    private readonly Dictionary<string, int> places;
    private readonly LocalDatePattern dates;

    private CsvColumns(CsvMapping mapping, Dictionary<string, int> places)
    {
        this.mapping = mapping;
        this.places = places;
        dates = mapping.Pattern()!;
    }

    public static Outcome<CsvColumns> Find(CsvMapping mapping, CsvRow first)
    {
        if (mapping.Check().Refusal is { } incomplete)
            return incomplete;
        string?[] named =
        [
            mapping.Amount, mapping.Debit, mapping.Credit, mapping.Indicator, mapping.BookedOn, mapping.ValueOn,
            mapping.CurrencyColumn, mapping.AccountColumn, mapping.BankReference, mapping.EndToEndId, mapping.PartyName,
            mapping.PartyAccount, mapping.StructuredReference, mapping.Remittance, mapping.StatusColumn,
        ];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in named.OfType<string>().Where(name => name.Trim().Length > 0).Distinct())
        {
            if (PlaceOf(mapping, first, name.Trim()) is not { } place)
                return BankingRefusals.PresetIncomplete("it right") with { Why = $"The table has no column '{name}'." };
            places[name] = place;
        }

        return new CsvColumns(mapping, places);
    }

    public StatementHead Head(CsvRow row) => new()
    {
        Kind = StatementKind.Statement,
        Account = Text(row, mapping.AccountColumn),
        Currency = CurrencyOf(row) is { IsRefused: false } known ? known.Value : null,
    };

    public StatementItem Line(CsvRow row)
    {
        if (mapping.StatusColumn is not null
            && !string.Equals(Text(row, mapping.StatusColumn), mapping.BookedWord, StringComparison.OrdinalIgnoreCase))
            return new LineSkipped(row.Line,
                $"Its status is {Text(row, mapping.StatusColumn) ?? "empty"}: only {mapping.BookedWord} is booked.");
        var currency = CurrencyOf(row);
        if (currency.IsRefused)
            return new FileFault(row.Line, currency.Refusal.Why);
        var amount = Amount(row, currency.Value);
        if (amount.IsRefused)
            return new FileFault(row.Line, amount.Refusal.Why);
        if (amount.Value == 0)
            return new LineSkipped(row.Line, "Its amount is zero.");
        var booked = DateOf(Text(row, mapping.BookedOn) ?? "");
        if (!booked.Success)
            return new FileFault(row.Line, BankingRefusals.NotADate(Text(row, mapping.BookedOn)).Why);
        var value = Text(row, mapping.ValueOn) is { } text ? DateOf(text) : null;
        if (value is { Success: false })
            return new FileFault(row.Line, BankingRefusals.NotADate(Text(row, mapping.ValueOn)).Why);
        return new LineRead(row.Line, new StatementLine
        {
            AmountMinor = amount.Value,
            Currency = currency.Value,
            BookedOn = booked.Value,
            ValueOn = value?.Value,
            BankReference = Text(row, mapping.BankReference),
            EndToEndId = Text(row, mapping.EndToEndId),
            PartyName = Text(row, mapping.PartyName),
            PartyAccount = Text(row, mapping.PartyAccount),
            StructuredReference = Text(row, mapping.StructuredReference),
            Remittance = Text(row, mapping.Remittance),
        });
    }

    // Many tables write a time behind the day: the day as written counts.
    private ParseResult<LocalDate> DateOf(string text)
    {
        var whole = dates.Parse(text);
        return whole.Success || text.IndexOfAny([' ', 'T']) is var end && end < 0 ? whole
            : dates.Parse(text[..end]);
    }

    private Outcome<long> Amount(CsvRow row, Currency currency)
    {
        if (mapping.Sign == CsvSign.TwoColumns)
            return TwoColumns(row, currency);
        var amount = BankAmount.Parse(Text(row, mapping.Amount), mapping.Style, currency);
        if (amount.IsRefused)
            return amount;
        return mapping.Sign switch
        {
            CsvSign.Indicator => Indicated(row, amount.Value),
            CsvSign.Inverse => -amount.Value,
            _ => amount,
        };
    }

    private Outcome<long> Indicated(CsvRow row, long minor)
    {
        var (word, debit, credit) = (Text(row, mapping.Indicator), mapping.DebitWord!.Trim(), mapping.MoneyInWord!);
        if (string.Equals(word, debit, StringComparison.OrdinalIgnoreCase))
            return -minor;
        return string.Equals(word, credit, StringComparison.OrdinalIgnoreCase) ? minor
            : BankingRefusals.NotADirection(mapping.Indicator!, word, debit, credit);
    }

    // Banks write a debit with or without its minus; the column says the direction.
    private Outcome<long> TwoColumns(CsvRow row, Currency currency)
    {
        var (debit, credit) = (Text(row, mapping.Debit), Text(row, mapping.Credit));
        var taken = debit is null ? 0 : BankAmount.Parse(debit, mapping.Style, currency);
        var given = credit is null ? 0 : BankAmount.Parse(credit, mapping.Style, currency);
        if (taken.IsRefused || given.IsRefused)
            return taken.Refusal ?? given.Refusal!;
        if (given.Value < 0 || (taken.Value != 0 && given.Value != 0) || (debit is null && credit is null))
            return BankingRefusals.NotAnAmount($"{debit} / {credit}");
        return given.Value - Math.Abs(taken.Value);
    }

    private Outcome<Currency> CurrencyOf(CsvRow row) =>
        Currency.Parse((mapping.CurrencyColumn is null ? mapping.FixedCurrency : Text(row, mapping.CurrencyColumn))
            ?.Trim().ToUpperInvariant());

    private string? Text(CsvRow row, string? column) =>
        column is not null && places.TryGetValue(column, out var place) && place < row.Fields.Count
            && row.Fields[place].Trim() is { Length: > 0 } text ? text : null;

    private static int? PlaceOf(CsvMapping mapping, CsvRow first, string name)
    {
        if (mapping.HasHeader && first.Fields.ToList().FindIndex(field =>
            string.Equals(field.Trim(' ', '\uFEFF'), name, StringComparison.OrdinalIgnoreCase)) is var place and >= 0)
            return place;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= FileLimits.Columns ? number - 1 : null;
    }
}
