using System.Globalization;

namespace OpsPortal.Domain.Shared;

/// <summary>
/// An amount in minor units of one currency. Arithmetic is checked; two currencies never meet in one operator.
/// </summary>
public readonly record struct Money(long Minor, Currency Currency)
{
    /// <summary>The largest amount that is read from outside, in minor units: far above any real payment, far below overflow of
    /// sums.</summary>
    public const long LargestReadMinor = 1_000_000_000_000_000;

    public bool IsZero => Minor == 0;

    public bool IsPositive => Minor > 0;

    public bool IsNegative => Minor < 0;

    public static Money Zero(Currency currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    public static Money operator -(Money amount) => new(checked(-amount.Minor), amount.Currency);

    /// <summary>
    /// Reads a decimal string as an interface writes it: digits, one point, exactly as many decimals as the currency has or
    /// fewer. Refuses signs, separators, exponents, too many decimals and amounts above <see cref="LargestReadMinor"/>.
    /// </summary>
    public static Outcome<Money> Parse(string? text, Currency currency)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 24 || !text.All(c => char.IsAsciiDigit(c) || c == '.'))
            return SharedRefusals.NotAnAmount(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point == 0 || point == text.Length - 1 || point != text.LastIndexOf('.'))
            return SharedRefusals.NotAnAmount(text);
        if (point >= 0 && text.Length - point - 1 > currency.Decimals)
            return SharedRefusals.TooManyDecimals(text, currency);
        var major = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var minor = major * currency.MinorPerMajor;
        return minor > LargestReadMinor ? SharedRefusals.AmountTooLarge(text) : new Money((long)minor, currency);
    }

    /// <summary>Reads what a person types or copies from a page: the same, and with commas between groups of three digits as
    /// the pages write them. A comma that may be a decimal comma is refused: it would make the amount a thousand times as
    /// large.</summary>
    public static Outcome<Money> ParseTyped(string? text, Currency currency)
    {
        var typed = text?.Trim() ?? "";
        var point = typed.IndexOf('.', StringComparison.Ordinal);
        var (whole, rest) = point < 0 ? (typed, "") : (typed[..point], typed[point..]);
        var groups = whole.Split(',');
        var isGrouped = groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(group => group.Length == 3)
            && (rest.Length > 0 || groups.Length != 2 || currency.Decimals != 3);
        return Parse(isGrouped ? string.Concat(groups) + rest : typed, currency);
    }

    /// <summary>The amount as a plain decimal string, <c>-1234.50</c>, for interfaces.</summary>
    public string ToDecimalString()
    {
        // A decimal that is told its scale writes all its digits, so that tables of millions of rows need no format text.
        unchecked
        {
            var size = (ulong)(Minor < 0 ? -Minor : Minor);
            return new decimal((int)size, (int)(size >> 32), 0, Minor < 0, (byte)Currency.Decimals)
                .ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The amount for people: <c>EUR 1,234.50</c>, negative in parentheses.</summary>
    public override string ToString() =>
        Minor < 0 ? $"{Currency} ({Grouped()})" : $"{Currency} {Grouped()}";

    // As a decimal, the lowest amount has an opposite too.
    private string Grouped()
    {
        var pattern = Currency.Decimals == 0 ? "#,##0" : $"#,##0.{new string('0', Currency.Decimals)}";
        return (Math.Abs((decimal)Minor) / Currency.MinorPerMajor).ToString(pattern, CultureInfo.InvariantCulture);
    }

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot meet in one sum.");
}
