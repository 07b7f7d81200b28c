using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsPortal.Providers.BankFiles.Bai2;

/// <summary>The fields of a record from left to right, and what is left of it as text.</summary>
internal sealed partial class Bai2Fields(string body)
{
    private int at;

    public bool IsAtEnd => at >= body.Length;

    /// <summary>Whether a continuation begins here with a summary: a type code and an amount that can be no funds type.</summary>
    public bool BeginsSummary => at > 0 && !IsAtEnd && body[at - 1] == '\n' && Summary().IsMatch(body, at);

    /// <summary>The next field; an absent one is empty.</summary>
    public string Next()
    {
        if (IsAtEnd)
            return "";
        var end = body.AsSpan(at).IndexOfAny(',', '\n') is var length && length < 0 ? body.Length : at + length;
        var field = body[at..end].Trim();
        at = end + 1;
        return field.TrimEnd('/');
    }

    /// <summary>Everything that is left, lines joined by blanks, the terminator left out.</summary>
    public string Rest()
    {
        var rest = IsAtEnd ? "" : body[at..].TrimEnd();
        at = body.Length;
        return (rest.EndsWith('/') ? rest[..^1] : rest).Trim();
    }

    /// <summary>Steps over the parts by which the money becomes available; gives the value date where they say one.</summary>
    public Outcome<LocalDate?> Availability()
    {
        var kind = Next();
        switch (kind.ToUpperInvariant())
        {
            case "" or "0" or "1" or "2" or "Z":
                return (LocalDate?)null;
            case "S":
                Skip(3);
                return (LocalDate?)null;
            case "D":
                if (!int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var parts) || parts > 1_000)
                    return Bai2Refusals.Availability(kind);
                Skip(2 * parts);
                return (LocalDate?)null;
            case "V":
                var date = Bai2Dates.Read(Next());
                Skip(1);
                return date;
            default:
                return Bai2Refusals.Availability(kind);
        }
    }

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Next();
    }

    [GeneratedRegex(@"\G\s*\d{3}\s*,\s*(?:[+-]\d+|\d{2,})\s*(?=[,/\n]|$)")]
    private static partial Regex Summary();
}

/// <summary>Dates of six digits, year first.</summary>
internal static class Bai2Dates
{
    public static LocalDate? Read(string digits) => Mt940.SwiftDates.Read(digits) is { WasMended: false } date ? date.Day : null;
}

/// <summary>What is wrong in a BAI2 file, in words.</summary>
internal static class Bai2Refusals
{
    public static Refusal Availability(string kind) => new(
        "banking.bai2-availability", "Not read.", $"'{kind}' is not a funds type (0, 1, 2, S, V, D or Z).",
        "Ask the bank for a correct file.");
}
