using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What the words and digits around a number say about it.</summary>
internal static class ReferenceWords
{
    private static readonly HashSet<string> Labels = new(StringComparer.Ordinal)
    {
        "INV", "INVOICE", "INVOICES", "INVNO", "INVS", "RE", "RG", "RECHNUNG", "RECHNUNGEN", "RECH", "RECHNR", "RENR", "RNR",
        "RGNR", "NR", "NO", "NUM", "NUMBER", "NUMMER", "FACTURE", "FACTURES", "FAC", "FACT", "FACTURA", "FAKTURA", "FV",
        "FATTURA", "FATT", "FT", "BILL", "BILLS", "REF", "REFERENCE", "RF", "DOC", "DOCUMENT", "VS", "REFNO", "KID", "FACTUUR",
        "FACTUURNUMMER", "BELEG", "BELEGNR", "REFERENZ", "CREDIT", "CN",
    };

    private static readonly HashSet<string> Currencies = [.. Currency.Codes];

    public static bool IsLabel(string word) => Labels.Contains(word);

    public static bool IsCurrency(string word) => Currencies.Contains(word);

    /// <summary>True where bare digits may well be a year, a day, an amount or a count, and no word says that they are a
    /// number.</summary>
    public static bool MayBeSomethingElse(ReadOnlySpan<char> digits, long amountMinor, Currency currency)
    {
        if (digits.Length < 4 || IsYear(digits) || IsDay(digits))
            return true;
        return long.TryParse(digits, out var value)
            && (value == amountMinor || (amountMinor % currency.MinorPerMajor == 0
                && value == amountMinor / currency.MinorPerMajor));
    }

    public static bool IsYear(ReadOnlySpan<char> digits) =>
        digits.Length == 4 && (digits.StartsWith("19") || digits.StartsWith("20"));

    public static bool IsDay(ReadOnlySpan<char> digits) => digits.Length switch
    {
        6 => (IsDayOfMonth(digits[..2]) && IsMonth(digits[2..4])) || (IsMonth(digits[2..4]) && IsDayOfMonth(digits[4..])),
        8 => (IsDayOfMonth(digits[..2]) && IsMonth(digits[2..4]) && IsYear(digits[4..]))
            || (IsYear(digits[..4]) && IsMonth(digits[4..6]) && IsDayOfMonth(digits[6..])),
        _ => false,
    };

    private static bool IsMonth(ReadOnlySpan<char> digits) => int.Parse(digits) is >= 1 and <= 12;

    private static bool IsDayOfMonth(ReadOnlySpan<char> digits) => int.Parse(digits) is >= 1 and <= 31;
}
