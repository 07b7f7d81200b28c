using System.Globalization;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>
/// A payee's number at a tax office, checked against what its country publishes of such numbers. Its own text is masked, so that
/// no message shows it whole by accident.
/// </summary>
public readonly record struct TaxNumber
{
    private const int ShownOfVat = 3;
    private const int ShownOfOthers = 4;

    // A shorter number stands in many texts by chance and is looked for with its prefix.
    private const int LongEnoughAlone = 5;

    private TaxNumber(TaxNumberKind kind, string country, string prefix, string body) =>
        (Kind, Country, Text, Body) = (kind, country, prefix + body, body);

    public TaxNumberKind Kind { get; }

    /// <summary>The country whose office gave the number: two capital letters, GR where the prefix is EL.</summary>
    public string Country { get; }

    /// <summary>Capital letters and digits, with the prefix of a VAT number and without anything between.</summary>
    public string Text { get; }

    /// <summary>The last characters behind dots, never more than half of them; of a VAT number with its country.</summary>
    public string Masked => Kind == TaxNumberKind.Vat ? $"{Country} •••• {End(ShownOfVat)}" : $"•••• {End(ShownOfOthers)}";

    private string Body { get; }

    public static Outcome<TaxNumber> Parse(TaxNumberKind kind, string? country, string? typed)
    {
        var place = (country ?? "").Trim().ToUpperInvariant();
        if (place.Length != 2 || !place.All(char.IsAsciiLetterUpper))
            return PartiesRefusals.NotATaxCountry;
        if (TaxNumberForms.Of(kind, place) is not { } form)
            return PartiesRefusals.NoSuchTaxNumber(TaxNumberWords.Name(kind), place);
        var body = form.BodyOf(Plain(typed));
        if (body.Length == 0)
            return SharedRefusals.Required("number");
        if (!form.HasForm(body))
            return PartiesRefusals.NotATaxNumber(TaxNumberWords.Name(kind), place, form.Example);
        if (!form.Fits(body))
            return PartiesRefusals.TaxNumberDoesNotFit(TaxNumberWords.Name(kind), form.Flaw);
        return new TaxNumber(kind, place, form.Prefix, body);
    }

    /// <summary>True where a text gives the number away, however it is spaced.</summary>
    public bool IsIn(string? text) =>
        Plain(text).Contains(Body.Length < LongEnoughAlone ? Text : Body, StringComparison.Ordinal);

    public override string ToString() => Masked;

    private string End(int most) => Body[^Math.Min(most, Body.Length / 2)..];

    private static string Plain(string? typed) =>
        string.Concat((typed ?? "").Where(sign => !Separates(sign))).ToUpperInvariant();

    private static bool Separates(char sign) => char.IsWhiteSpace(sign) || sign is '.' or '/'
        || char.GetUnicodeCategory(sign) == UnicodeCategory.DashPunctuation;
}
