using NodaTime.Text;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>How a table writes money in and out.</summary>
public enum CsvSign
{
    /// <summary>One column; money out is negative.</summary>
    Signed,

    /// <summary>One column; money in is negative.</summary>
    Inverse,

    /// <summary>A column for debits and one for credits.</summary>
    TwoColumns,

    /// <summary>One column without sign, and one that says debit or credit.</summary>
    Indicator,
}

/// <summary>What the columns of a bank's table mean. A column is a header's name or a number counted from one.</summary>
public sealed record CsvMapping
{
    public char Delimiter { get; init; } = ',';

    /// <summary>utf-8, windows-1252, iso-8859-1 or iso-8859-2; null where the file shall say it itself.</summary>
    public string? Encoding { get; init; }

    /// <summary>Rows before the header, or before the first row where there is no header.</summary>
    public int PreambleRows { get; init; }

    public int FooterRows { get; init; }

    public bool HasHeader { get; init; } = true;

    public CsvSign Sign { get; init; }

    public string? Amount { get; init; }

    public string? Debit { get; init; }

    public string? Credit { get; init; }

    public string? Indicator { get; init; }

    /// <summary>The word by which the indicator means money out.</summary>
    public string? DebitWord { get; init; }

    /// <summary>The word by which it means money in; null in presets of before it was asked: the usual one counts.</summary>
    public string? CreditWord { get; init; }

    public char DecimalMark { get; init; } = '.';

    public char? ThousandsMark { get; init; }

    /// <summary>The pattern of dates, such as <c>dd.MM.uuuu</c>.</summary>
    public string DatePattern { get; init; } = "uuuu-MM-dd";

    public string? BookedOn { get; init; }

    public string? ValueOn { get; init; }

    public string? CurrencyColumn { get; init; }

    public string? FixedCurrency { get; init; }

    public string? AccountColumn { get; init; }

    /// <summary>The column that says whether a row is booked; null where all rows are.</summary>
    public string? StatusColumn { get; init; }

    /// <summary>Its word for booked: rows with another are left out.</summary>
    public string? BookedWord { get; init; }

    public string? BankReference { get; init; }

    public string? EndToEndId { get; init; }

    public string? PartyName { get; init; }

    public string? PartyAccount { get; init; }

    public string? StructuredReference { get; init; }

    public string? Remittance { get; init; }

    /// <summary>The word for money in, as given or as it usually goes with the one for money out; null where neither
    /// says.</summary>
    public string? MoneyInWord =>
        string.IsNullOrWhiteSpace(CreditWord) ? UsualWords.GetValueOrDefault(DebitWord?.Trim() ?? "") : CreditWord.Trim();

    private static readonly Dictionary<string, string> UsualWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["D"] = "C", ["DR"] = "CR", ["DBIT"] = "CRDT", ["Debit"] = "Credit", ["S"] = "H", ["Soll"] = "Haben", ["Af"] = "Bij",
        ["-"] = "+",
    };

    public AmountStyle Style => new(DecimalMark, ThousandsMark, Sign is CsvSign.Signed or CsvSign.Inverse or CsvSign.TwoColumns);

    /// <summary>The encodings that a table may be told to be in.</summary>
    public static readonly IReadOnlyList<string> Encodings =
        ["utf-8", "windows-1252", "iso-8859-1", "iso-8859-2", "windows-1250"];

    /// <summary>Refuses a mapping by which no row could be read.</summary>
    public Outcome Check()
    {
        var missing = Missing();
        if (missing is not null)
            return BankingRefusals.PresetIncomplete(missing);
        if (DecimalMark == ThousandsMark)
            return BankingRefusals.PresetIncomplete("two different marks for decimals and thousands");
        return Pattern() is null ? BankingRefusals.NotADate(DatePattern) : Outcome.Done;
    }

    /// <summary>Two digits of a year up to this one are of this century.</summary>
    private const int LatestShortYear = 79;

    /// <summary>The dates' pattern, or null where it is none. The letters d, M and y or u, as people write them; a year of two
    /// digits lies between 1980 and 2079.</summary>
    public LocalDatePattern? Pattern()
    {
        try
        {
            var pattern = DatePattern.Replace("yyyy", "uuuu", StringComparison.Ordinal);
            if (!pattern.Contains("uuuu", StringComparison.Ordinal))
                pattern = pattern.Replace("uu", "yy", StringComparison.Ordinal);
            return LocalDatePattern.CreateWithInvariantCulture(pattern).WithTwoDigitYearMax(LatestShortYear);
        }
        catch (InvalidPatternException)
        {
            return null;
        }
    }

    private string? Missing()
    {
        if (string.IsNullOrWhiteSpace(BookedOn))
            return "the column of the booking date";
        if (string.IsNullOrWhiteSpace(CurrencyColumn) && string.IsNullOrWhiteSpace(FixedCurrency))
            return "the currency or its column";
        if (Encoding is not null && !Encodings.Contains(Encoding, StringComparer.OrdinalIgnoreCase))
            return $"an encoding that is read ({string.Join(", ", Encodings)})";
        if (string.IsNullOrWhiteSpace(StatusColumn) != string.IsNullOrWhiteSpace(BookedWord))
            return "both the column of the status and its word for booked, or neither";
        return Sign switch
        {
            CsvSign.TwoColumns => string.IsNullOrWhiteSpace(Debit) || string.IsNullOrWhiteSpace(Credit)
                ? "the columns of debits and credits" : null,
            CsvSign.Indicator => string.IsNullOrWhiteSpace(Amount) || string.IsNullOrWhiteSpace(Indicator)
                ? "the columns of the amount and the indicator" : MissingWord(),
            _ => string.IsNullOrWhiteSpace(Amount) ? "the column of the amount" : null,
        };
    }

    private string? MissingWord() =>
        string.IsNullOrWhiteSpace(DebitWord) || MoneyInWord is not { } credit
            ? "the indicator and its words for money out and money in"
            : string.Equals(DebitWord.Trim(), credit, StringComparison.OrdinalIgnoreCase)
                ? "two different words for money out and money in" : null;
}
