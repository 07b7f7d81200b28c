namespace OpsPortal.Domain.Parties;

/// <summary>
/// The tax numbers that can be kept, by kind and country: VAT numbers of the European Union, the United Kingdom, Switzerland
/// and Norway, the three numbers of the United States, and a plain text for the rest. Check digits are proved where their rule
/// is published.
/// </summary>
internal static class TaxNumberForms
{
    private const string UnitedStates = "US";

    private static readonly TaxNumberForm Plain = new("", Lengths('x', 5, 20))
    {
        Look = "5 to 20 letters and digits",
        Fits = text => !IsOneSign(text),
        Flaw = "All its signs are the same.",
    };

    private static readonly Dictionary<TaxNumberKind, TaxNumberForm> American = new()
    {
        [TaxNumberKind.Ein] = new("", "ddddddddd") { Fits = text => !IsOneSign(text), Flaw = "All its digits are the same." },
        [TaxNumberKind.Ssn] = new("", "ddddddddd")
        {
            Fits = IsSsn,
            Flaw = "No SSN begins with 000, 666 or 9, has 00 in the middle or ends with 0000.",
        },
        [TaxNumberKind.Itin] = new("", "ddddddddd")
        {
            Fits = IsItin,
            Flaw = "An ITIN begins with 9, and its fourth and fifth digits are 50 to 65, 70 to 88, 90 to 92 or 94 to 99.",
        },
    };

    private static readonly Dictionary<string, TaxNumberForm> Vat = new(StringComparer.Ordinal)
    {
        ["AT"] = new("AT", "Udddddddd") { Fits = VatCheckDigits.Austria },
        ["BE"] = new("BE", "0ddddddddd|1ddddddddd") { Fits = VatCheckDigits.Belgium },
        ["BG"] = new("BG", "ddddddddd|dddddddddd"),
        ["CH"] = new("CHE", "ddddddddd") { Fits = VatCheckDigits.Switzerland, Endings = ["MWST", "TVA", "IVA"] },
        ["CY"] = new("CY", "dddddddda"),
        ["CZ"] = new("CZ", "dddddddd|ddddddddd|dddddddddd"),
        ["DE"] = new("DE", "ddddddddd") { Fits = VatCheckDigits.Mod11And10 },
        ["DK"] = new("DK", "dddddddd") { Fits = VatCheckDigits.Denmark },
        ["EE"] = new("EE", "ddddddddd") { Fits = VatCheckDigits.Estonia },
        ["ES"] = new("ES", "adddddddd|addddddda|dddddddda"),
        ["FI"] = new("FI", "dddddddd") { Fits = VatCheckDigits.Finland },
        ["FR"] = new("FR", "xxddddddddd") { Fits = VatCheckDigits.France },
        ["GB"] = new("GB", "ddddddddd|dddddddddddd|GDddd|HAddd") { Fits = VatCheckDigits.UnitedKingdom },
        ["GR"] = new("EL", "ddddddddd") { Fits = VatCheckDigits.Greece },
        ["HR"] = new("HR", "ddddddddddd") { Fits = VatCheckDigits.Mod11And10 },
        ["HU"] = new("HU", "dddddddd") { Fits = VatCheckDigits.Hungary },
        ["IE"] = new("IE", "ddddddda|dddddddaa|daddddda") { Fits = VatCheckDigits.Ireland },
        ["IT"] = new("IT", "ddddddddddd") { Fits = VatCheckDigits.Luhn },
        ["LT"] = new("LT", "ddddddddd|dddddddddddd"),
        ["LU"] = new("LU", "dddddddd") { Fits = VatCheckDigits.Luxembourg },
        ["LV"] = new("LV", "ddddddddddd"),
        ["MT"] = new("MT", "dddddddd") { Fits = VatCheckDigits.Malta },
        ["NL"] = new("NL", "dddddddddBdd") { Fits = VatCheckDigits.Netherlands },
        ["NO"] = new("NO", "ddddddddd") { Fits = VatCheckDigits.Norway, Endings = ["MVA"] },
        ["PL"] = new("PL", "dddddddddd") { Fits = VatCheckDigits.Poland },
        ["PT"] = new("PT", "ddddddddd") { Fits = VatCheckDigits.Portugal },
        ["RO"] = new("RO", Lengths('d', 2, 10)) { Look = "RO and 2 to 10 digits" },
        ["SE"] = new("SE", "dddddddddddd") { Fits = VatCheckDigits.Sweden },
        ["SI"] = new("SI", "dddddddd") { Fits = VatCheckDigits.Slovenia },
        ["SK"] = new("SK", "dddddddddd") { Fits = VatCheckDigits.Slovakia },
    };

    /// <summary>The countries of which VAT numbers can be kept.</summary>
    public static IReadOnlyCollection<string> CountriesOfVat => Vat.Keys;

    /// <summary>Null where the country has no such number, or none that is known here.</summary>
    public static TaxNumberForm? Of(TaxNumberKind kind, string country) => kind switch
    {
        TaxNumberKind.Vat => Vat.GetValueOrDefault(country),
        TaxNumberKind.Local => country == UnitedStates ? null : Plain,
        _ => country == UnitedStates ? American.GetValueOrDefault(kind) : null,
    };

    private static bool IsSsn(string digits) => digits[..3] is not ("000" or "666") && digits[0] != '9'
        && digits[3..5] != "00" && digits[5..] != "0000";

    private static bool IsItin(string digits) => digits[0] == '9'
        && ((digits[3] - '0') * 10) + digits[4] - '0' is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or >= 94;

    private static string Lengths(char shape, int least, int most) =>
        string.Join('|', Enumerable.Range(least, most - least + 1).Select(length => new string(shape, length)));

    private static bool IsOneSign(string text) => text.All(sign => sign == text[0]);
}
