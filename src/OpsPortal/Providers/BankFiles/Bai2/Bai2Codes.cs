using System.Globalization;

namespace OpsPortal.Providers.BankFiles.Bai2;

/// <summary>What a type code does to the account.</summary>
internal enum Bai2Effect
{
    Unknown,
    Credit,
    Debit,

    /// <summary>Tells something without moving money.</summary>
    Information,
}

/// <summary>The ranges of BAI2's type codes, and the balances that matter here.</summary>
internal static class Bai2Codes
{
    public const string OpeningLedger = "010";
    public const string ClosingLedger = "015";
    public const string TotalCredits = "100";
    public const string TotalDebits = "400";

    private static readonly (int From, int To, Bai2Effect Effect)[] Ranges =
    [
        (1, 99, Bai2Effect.Information),
        (100, 399, Bai2Effect.Credit),
        (400, 699, Bai2Effect.Debit),
        (700, 719, Bai2Effect.Information),
        (720, 759, Bai2Effect.Credit),
        (760, 799, Bai2Effect.Debit),
        (890, 899, Bai2Effect.Information),
        (900, 919, Bai2Effect.Information),
        (920, 959, Bai2Effect.Credit),
        (960, 999, Bai2Effect.Debit),
    ];

    public static Bai2Effect Of(string code) => code.Length == 3
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? Ranges.FirstOrDefault(range => number >= range.From && number <= range.To).Effect
        : Bai2Effect.Unknown;
}
