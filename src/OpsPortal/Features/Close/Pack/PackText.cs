using System.Globalization;
using NodaTime.Text;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The one way in which cells of a pack are written.</summary>
internal static class PackText
{
    private const int YearDigits = 4;
    private const int DateLength = 10;
    private const int MostShown = 3;

    public static string Of(long minor, Currency currency) => new Money(minor, currency).ToDecimalString();

    public static string Of(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : "";

    public static string Of(Instant? at) => at is { } instant ? InstantPattern.ExtendedIso.Format(instant) : "";

    public static string Of(Guid? id) => id?.ToString() ?? "";

    public static string Of(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Words without a number of four or more digits: enough to see what was looked at, too little to use it. A date
    /// is no such number.</summary>
    public static string Masked(string text)
    {
        var letters = text.ToCharArray();
        for (int i = 0, run = 0; i <= letters.Length; i++)
        {
            if (i < letters.Length && char.IsDigit(letters[i]))
            {
                run++;
                continue;
            }

            if (run == YearDigits && IsDate(text, i - run))
                i += DateLength - run;
            else if (run == YearDigits && EndsDay(text, i))
                run = 0;
            else if (run > MostShown)
                Array.Fill(letters, '•', i - run, run - MostShown);
            run = 0;
        }

        return new string(letters);
    }

    // "2 Oct 2026": the words up to its year, with a day of one digit or two.
    private static bool EndsDay(string text, int end) =>
        new[] { 10, 11 }.Any(length => end >= length && (end == length || !char.IsLetterOrDigit(text[end - length - 1]))
            && DayWords.IsDay(text.Substring(end - length, length)));

    private static bool IsDate(string text, int at) =>
        at + DateLength <= text.Length && (at == 0 || text[at - 1] != '-')
        && (at + DateLength == text.Length || !(text[at + DateLength] == '-' || char.IsDigit(text[at + DateLength])))
        && LocalDatePattern.Iso.Parse(text.Substring(at, DateLength)).Success;
}
