using System.Text.RegularExpressions;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Mt940;

/// <summary>One movement: field 61 with the details that follow it.</summary>
internal sealed partial class Mt940Line
{
    private static readonly HashSet<string> NoReference = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "NONREF", "NOREF", "EREF", "KREF", "KREF+", "PREF", "NOTPROVIDED",
    };

    public required int Line { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public required LocalDate BookedOn { get; init; }

    public required LocalDate ValueOn { get; init; }

    public required string? Type { get; init; }

    public required string? CustomerReference { get; init; }

    public required string? BankReference { get; init; }

    public required string Supplement { get; init; }

    public required bool IsReversal { get; init; }

    public string? Note { get; init; }

    /// <summary>The lines of field 86.</summary>
    public List<string> Details { get; } = [];

    /// <summary>Takes a field 86. Where a bank sends the code alone first, the next field says it again.</summary>
    public void Explain(List<string> lines)
    {
        if (Details is [var code] && code.Trim() is { Length: 3 } bare && bare.All(char.IsAsciiDigit)
            && lines[0].StartsWith(bare, StringComparison.Ordinal))
            Details.Clear();
        Details.AddRange(lines);
    }

    /// <summary>The lines of field NS, a list of numbered texts.</summary>
    public List<string> Lists { get; } = [];

    public static Outcome<Mt940Line> Read(SwiftField field, Currency currency)
    {
        var match = Shape().Match(field.Lines[0]);
        // A bank or a mail program may have wrapped the movement itself.
        var wrapped = !match.Success && field.Lines.Count > 1;
        if (wrapped)
            match = Shape().Match(field.Lines[0].TrimEnd() + field.Lines[1]);
        if (!match.Success)
            return BankingRefusals.NotAnAmount(field.Lines[0]) with
            {
                Why = "The movement (:61:) is not written as dates, sign and amount.",
            };
        var amount = BankAmount.Parse(match.Groups["amount"].Value, AmountStyle.Comma, currency);
        if (amount.IsRefused)
            return amount.Refusal;
        if (SwiftDates.Read(match.Groups["value"].Value) is not { } value)
            return BankingRefusals.NotADate(match.Groups["value"].Value);
        var entry = match.Groups["entry"];
        if ((entry.Success ? SwiftDates.Near(entry.Value, value.Day) : value.Day) is not { } booked)
            return BankingRefusals.NotADate(entry.Value);
        var mark = match.Groups["mark"].Value;
        return new Mt940Line
        {
            Line = field.Line,
            AmountMinor = mark is "C" or "RD" ? amount.Value : -amount.Value,
            Currency = currency,
            BookedOn = booked,
            ValueOn = value.Day,
            Type = match.Groups["type"].Success ? match.Groups["type"].Value.Trim() : null,
            CustomerReference = Known(match.Groups["customer"].Value),
            BankReference = Known(match.Groups["bank"].Value),
            Supplement = string.Join(' ', field.Lines.Skip(wrapped ? 2 : 1)).Trim(),
            IsReversal = mark is "RC" or "RD",
            Note = value.WasMended
                ? $"The value date {match.Groups["value"].Value} does not exist: the last day of that month is taken."
                : null,
        };
    }

    public StatementLine Whole()
    {
        var details = Details.Count > 0 ? Mt940Details.Of(Details) : Mt940Details.OfLists(Lists);
        var supplement = Supplement.Length > 0 ? Supplement : null;
        var iban = IsIban(supplement) ? supplement : IsIban(CustomerReference) ? CustomerReference : null;
        return new StatementLine
        {
            AmountMinor = AmountMinor,
            Currency = Currency,
            BookedOn = BookedOn,
            ValueOn = ValueOn,
            BankReference = BankReference,
            CustomerReference = CustomerReference ?? details.CustomerReference,
            EndToEndId = details.EndToEndId,
            Code = details.Code is null ? Type : $"{Type}-{details.Code}",
            PartyName = details.Name,
            PartyAccount = details.Account ?? iban,
            StructuredReference = details.StructuredReference,
            Remittance = details.Remittance ?? (iban == supplement ? null : supplement),
            IsReversal = IsReversal,
        };
    }

    private static bool IsIban(string? text) => text is { Length: >= 15 and <= 34 } && text.All(char.IsAsciiLetterOrDigit)
        && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3]);

    private static string? Known(string text) => NoReference.Contains(text.Trim()) ? null : text.Trim();

    [GeneratedRegex(@"^(?<value>\d{6})(?<entry>\d{4})?(?<mark>R?[CD])(?<funds>[A-Z])?(?<amount>\d+(?:,\d*)?)\s*"
        + @"(?<type>[NFS].{3})?(?<customer>.*?)(?://(?<bank>.*))?$")]
    private static partial Regex Shape();
}

/// <summary>Dates of six digits. Banks that count thirty days a month write a 30 February: its last day is meant.</summary>
internal static class SwiftDates
{
    private const int Pivot = 80;

    public static (LocalDate Day, bool WasMended)? Read(string digits)
    {
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit))
            return null;
        var (year, month, day) = (Two(digits, 0), Two(digits, 2), Two(digits, 4));
        var full = year < Pivot ? 2000 + year : 1900 + year;
        if (month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        var last = CalendarSystem.Iso.GetDaysInMonth(full, month);
        return (new LocalDate(full, month, Math.Min(day, last)), day > last);
    }

    /// <summary>A month and a day without a year: in the year that brings it nearest to the value date.</summary>
    public static LocalDate? Near(string digits, LocalDate value)
    {
        var (month, day) = (Two(digits, 0), Two(digits, 2));
        if (month is < 1 or > 12 || day < 1)
            return null;
        var year = value.Year + (month - value.Month) switch { > 6 => -1, < -6 => 1, _ => 0 };
        return day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
    }

    private static int Two(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
