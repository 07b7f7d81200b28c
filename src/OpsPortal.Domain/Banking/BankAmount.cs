using System.Globalization;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>How a format writes amounts. Nothing is guessed: a text that does not fit the style is refused.</summary>
/// <param name="Decimal">The mark before the decimals, or null where the last digits are the decimals.</param>
/// <param name="Thousands">The mark between groups of three digits, or null where there is none.</param>
/// <param name="Signed">Whether a sign may stand before or behind.</param>
public sealed record AmountStyle(char? Decimal, char? Thousands = null, bool Signed = false)
{
    /// <summary>1234.5 as XML writes it.</summary>
    public static readonly AmountStyle Point = new('.');

    /// <summary>1234,5 as SWIFT messages write it.</summary>
    public static readonly AmountStyle Comma = new(',');

    /// <summary>12345 with the currency's decimals implied, as BAI2 writes it.</summary>
    public static readonly AmountStyle Implied = new(null, null, true);
}

/// <summary>Reads a bank's amount into minor units.</summary>
public static class BankAmount
{
    private const int LongestDigits = 30;

    /// <summary>
    /// Refuses what the style does not allow, more decimals than the currency has (zeros behind them are dropped), and amounts
    /// above <see cref="Money.LargestReadMinor"/>.
    /// </summary>
    public static Outcome<long> Parse(string? text, AmountStyle style, Currency currency)
    {
        var given = text?.Trim() ?? "";
        var negative = false;
        var digits = style.Signed ? WithoutSign(given, out negative) : given;
        var (whole, decimals) = Parts(digits, style);
        if (!AreDigits(whole) || !IsFractionRight(decimals, whole) || whole.Length > LongestDigits)
            return BankingRefusals.NotAnAmount(given);
        var kept = decimals.TrimEnd('0');
        if (style.Decimal is not null && kept.Length > currency.Decimals)
            return BankingRefusals.TooManyDecimals(given, currency);
        var places = style.Decimal is null ? "" : kept.PadRight(currency.Decimals, '0');
        var minor = decimal.Parse(whole + places, NumberStyles.None, CultureInfo.InvariantCulture);
        if (minor > Money.LargestReadMinor)
            return BankingRefusals.AmountTooLarge(given);
        return negative ? -(long)minor : (long)minor;
    }

    private static (string Whole, string Decimals) Parts(string text, AmountStyle style)
    {
        var at = style.Decimal is { } mark ? text.LastIndexOf(mark) : -1;
        var whole = at < 0 ? text : text[..at];
        return (style.Thousands is { } group ? Ungrouped(whole, group) : whole, at < 0 ? "" : text[(at + 1)..]);
    }

    // Groups have three digits, or it was never a thousands mark: 1.5 must not become 15.
    private static string Ungrouped(string whole, char mark)
    {
        if (!whole.Contains(mark, StringComparison.Ordinal))
            return whole;
        var groups = whole.Split(mark);
        return groups[0].Length is 1 or 2 or 3 && groups.Skip(1).All(group => group.Length == 3) ? string.Concat(groups) : "";
    }

    private static string WithoutSign(string text, out bool negative)
    {
        negative = text.StartsWith('-') || text.EndsWith('-') || (text.StartsWith('(') && text.EndsWith(')'));
        if (text.StartsWith('(') && text.EndsWith(')'))
            return text[1..^1].Trim();
        if (text.StartsWith('-') || text.StartsWith('+'))
            return text[1..].Trim();
        return text.EndsWith('-') || text.EndsWith('+') ? text[..^1].Trim() : text;
    }

    private static bool AreDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsFractionRight(string decimals, string whole) =>
        decimals.Length <= LongestDigits - Math.Min(whole.Length, LongestDigits) && decimals.All(char.IsAsciiDigit);
}
