using System.Globalization;
using NodaTime.Text;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The one way in which cells of a pack are written.</summary>
internal static class PackText
{
    public static string Of(long minor, Currency currency) => new Money(minor, currency).ToDecimalString();

    public static string Of(LocalDate? day) => day?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Of(Instant? at) => at is { } instant ? InstantPattern.ExtendedIso.Format(instant) : "";

    public static string Of(Guid? id) => id?.ToString() ?? "";

    public static string Of(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Words without a number of four or more digits: enough to see what was looked at, too little to use it.</summary>
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

            if (run > 3)
                Array.Fill(letters, '•', i - run, run - 3);
            run = 0;
        }

        return new string(letters);
    }
}
