namespace OpsPortal.Domain.Shared;

/// <summary>An ISO 4217 currency with the number of its decimals. Only listed currencies exist.</summary>
public readonly record struct Currency : IComparable<Currency>
{
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["AED"] = 2, ["AUD"] = 2, ["BGN"] = 2, ["BHD"] = 3, ["BRL"] = 2, ["CAD"] = 2, ["CHF"] = 2, ["CLP"] = 0, ["CZK"] = 2,
        ["DKK"] = 2, ["EUR"] = 2, ["GBP"] = 2, ["HKD"] = 2, ["HUF"] = 2, ["ILS"] = 2, ["INR"] = 2, ["ISK"] = 0, ["JOD"] = 3,
        ["JPY"] = 0, ["KRW"] = 0, ["KWD"] = 3, ["MXN"] = 2, ["NOK"] = 2, ["NZD"] = 2, ["OMR"] = 3, ["PLN"] = 2, ["RON"] = 2,
        ["SEK"] = 2, ["SGD"] = 2, ["TND"] = 3, ["TRY"] = 2, ["USD"] = 2, ["VND"] = 0, ["ZAR"] = 2,
    };

    private readonly string? code;

    private Currency(string code) => this.code = code;

    public static IEnumerable<string> Codes => Known.Keys;

    /// <summary>The three letters, such as <c>EUR</c>.</summary>
    public string Code => code ?? throw new InvalidOperationException("A currency was used before it was set.");

    /// <summary>Decimals of the minor unit: 0 for JPY, 2 for EUR, 3 for KWD.</summary>
    public int Decimals => Known[Code];

    /// <summary>Minor units in one major unit: 1, 100 or 1000.</summary>
    public long MinorPerMajor => Decimals switch { 0 => 1, 2 => 100, 3 => 1000, _ => throw new InvalidOperationException() };

    /// <summary>The currency of a code that the program itself knows; throws for an unlisted one.</summary>
    public static Currency Of(string code) =>
        Known.ContainsKey(code) ? new Currency(code) : throw new ArgumentException($"Unknown currency '{code}'.", nameof(code));

    /// <summary>Reads a code from outside; capitals only, as ISO 4217 writes it.</summary>
    public static Outcome<Currency> Parse(string? code) =>
        code is not null && Known.ContainsKey(code) ? new Currency(code) : SharedRefusals.UnknownCurrency(code);

    /// <summary>The currency with this code; null where there is none.</summary>
    public static Currency? Find(string? code) => Parse(code) is { IsRefused: false } known ? known.Value : null;

    public int CompareTo(Currency other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(Currency left, Currency right) => left.CompareTo(right) < 0;

    public static bool operator >(Currency left, Currency right) => left.CompareTo(right) > 0;

    public static bool operator <=(Currency left, Currency right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Currency left, Currency right) => left.CompareTo(right) >= 0;
}
