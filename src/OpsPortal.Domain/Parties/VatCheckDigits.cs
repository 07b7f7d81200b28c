using System.Globalization;

namespace OpsPortal.Domain.Parties;

/// <summary>The published rules by which the digits of a VAT number, without its prefix, prove one another.</summary>
internal static class VatCheckDigits
{
    private const string IrishLetters = "WABCDEFGHIJKLMNOPQRSTUV";

    public static bool Austria(string number) =>
        Digit(number, 8) == (10 - ((Products(number[1..8], 1, 2, 1, 2, 1, 2, 1).Sum(CrossSum) + 4) % 10)) % 10;

    public static bool Belgium(string number) => 97 - (Number(number[..8]) % 97) == Number(number[8..]);

    public static bool Denmark(string number) => Sum(number, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    public static bool Estonia(string number) => Sum(number, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;

    public static bool Finland(string number) => Sum(number, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;

    /// <summary>A key of two digits proves the rest; of a key with letters only these are published.</summary>
    public static bool France(string number) => number[..2].All(char.IsAsciiDigit)
        ? (12 + (3 * (Number(number[2..]) % 97))) % 97 == Number(number[..2])
        : !number[..2].Contains('I', StringComparison.Ordinal) && !number[..2].Contains('O', StringComparison.Ordinal);

    public static bool Greece(string number) =>
        Sum(number[..8], 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == Digit(number, 8);

    public static bool Hungary(string number) => Sum(number, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;

    /// <summary>The eighth sign is the check letter; a ninth counts too. Numbers of before 2013 have a letter in the second
    /// place, and count from the third.</summary>
    public static bool Ireland(string number)
    {
        if (number.Length == 9 && number[8] is not ((>= 'A' and <= 'I') or 'W'))
            return false;
        var digits = char.IsAsciiDigit(number[1]) ? number[..7] : $"0{number[2..7]}{number[0]}";
        var further = number.Length == 9 ? 9 * IrishLetters.IndexOf(number[8], StringComparison.Ordinal) : 0;
        return IrishLetters[(Sum(digits, 8, 7, 6, 5, 4, 3, 2) + further) % 23] == number[7];
    }

    public static bool Luxembourg(string number) => Number(number[..6]) % 89 == Number(number[6..]);

    public static bool Malta(string number) => Sum(number, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;

    /// <summary>Of companies the ninth digit proves the eight before it; since 2020 the last two digits of sole traders prove
    /// the whole (ISO 7064 mod 97-10).</summary>
    public static bool Netherlands(string number) => Number(number[10..]) > 0
        && (Sum(number[..8], 9, 8, 7, 6, 5, 4, 3, 2) % 11 == Digit(number, 8) || Mod97("NL" + number) == 1);

    public static bool Norway(string number) => Sum(number, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    public static bool Poland(string number) => Sum(number[..9], 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == Digit(number, 9);

    public static bool Portugal(string number) =>
        (11 - (Sum(number[..8], 9, 8, 7, 6, 5, 4, 3, 2) % 11)) % 11 % 10 == Digit(number, 8);

    public static bool Slovakia(string number) => Number(number) % 11 == 0;

    public static bool Slovenia(string number) => 11 - (Sum(number[..7], 8, 7, 6, 5, 4, 3, 2) % 11) is var check and not 11
        && check % 10 == Digit(number, 7);

    public static bool Sweden(string number) => Luhn(number[..10]) && Number(number[10..]) is >= 1 and <= 94;

    public static bool Switzerland(string number) => Sum(number, 5, 4, 3, 2, 7, 6, 5, 4, 1) % 11 == 0;

    /// <summary>Numbers of traders, with the branch behind them; offices have GD or HA and a number of their own.</summary>
    public static bool UnitedKingdom(string number) => number[..2] switch
    {
        "GD" => Number(number[2..]) < 500,
        "HA" => Number(number[2..]) >= 500,
        _ => (Sum(number[..7], 8, 7, 6, 5, 4, 3, 2) + Number(number[7..9])) % 97 is 0 or 42,
    };

    /// <summary>ISO 7064 mod 11,10, in Germany and Croatia.</summary>
    public static bool Mod11And10(string number)
    {
        var product = 10;
        foreach (var digit in number[..^1])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == Digit(number, number.Length - 1);
    }

    /// <summary>Every second digit from the right doubled; in Italy and Sweden.</summary>
    public static bool Luhn(string number) => number.Reverse()
        .Select((digit, at) => CrossSum((digit - '0') * ((at % 2) + 1))).Sum() % 10 == 0;

    private static int Mod97(string text) => text.Aggregate(0, (rest, sign) => char.IsAsciiDigit(sign)
        ? ((rest * 10) + (sign - '0')) % 97
        : ((rest * 100) + (sign - 'A' + 10)) % 97);

    private static int Sum(string digits, params int[] weights) => Products(digits, weights).Sum();

    private static IEnumerable<int> Products(string digits, params int[] weights) =>
        digits.Zip(weights, (digit, weight) => (digit - '0') * weight);

    private static int CrossSum(int number) => (number / 10) + (number % 10);

    private static int Digit(string number, int at) => number[at] - '0';

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
