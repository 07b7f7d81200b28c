using OpsPortal.Domain.Parties;

namespace OpsPortal.Domain.Tests.Parties;

[Trait("Requirement", "CMP-3")]
[Trait("Requirement", "CMP-4")]
public sealed class TaxNumberTests
{
    [Theory]
    [MemberData(nameof(TaxNumberExamples.Good), MemberType = typeof(TaxNumberExamples))]
    public void Parse_OfAPublishedExample_TakesIt(TaxNumberKind kind, string country, string typed, string text, string masked)
    {
        var number = TaxNumber.Parse(kind, country, typed);

        Assert.Null(number.Refusal);
        Assert.Equal((kind, country, text, masked),
            (number.Value.Kind, number.Value.Country, number.Value.Text, number.Value.Masked));
        Assert.Equal(masked, number.Value.ToString());
    }

    /// <summary>A rule that any number passes would prove nothing.</summary>
    [Theory]
    [MemberData(nameof(TaxNumberExamples.WithCheckDigits), MemberType = typeof(TaxNumberExamples))]
    public void Parse_OfAnExampleWithAnyOneDigitChanged_FindsTheCheckDigitsWrong(string country, string text)
    {
        var changed = Enumerable.Range(0, text.Length).Where(at => char.IsAsciiDigit(text[at]))
            .Select(at => $"{text[..at]}{(char)('0' + ((text[at] - '0' + 1) % 10))}{text[(at + 1)..]}")
            .Select(other => TaxNumber.Parse(TaxNumberKind.Vat, country, other).Refusal?.Code).ToList();

        var caught = changed.Count(code => code is "parties.tax-number-does-not-fit" or "parties.not-a-tax-number");
        Assert.InRange(changed.Count - caught, 0, TaxNumberExamples.DigitsThatProveNothing(country));
    }

    [Fact]
    public void Examples_HoldEveryCountryWhoseVatNumbersAreKnown() => Assert.Equal(
        [
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
            "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        ],
        TaxNumberExamples.Good.Where(row => row[0] is TaxNumberKind.Vat).Select(row => (string)row[1]).Distinct().Order());

    [Theory]
    [InlineData(TaxNumberKind.Vat, "DE", "DE136695977", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "DE", "DE13669597", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Vat, "DE", "ATU13585627", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Vat, "DE", "DE1366９5976", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Vat, "FR", "FR303265045", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Vat, "FR", "FRIO303265045", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "NL", "NL004495445B00", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "SE", "SE123456789799", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "IE", "IE6433435OZ", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "GB", "GBGD500", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "GB", "GBHA499", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Vat, "US", "123456789", "parties.no-such-tax-number")]
    [InlineData(TaxNumberKind.Vat, "JP", "123456789", "parties.no-such-tax-number")]
    [InlineData(TaxNumberKind.Vat, "EL", "EL094259216", "parties.no-such-tax-number")]
    [InlineData(TaxNumberKind.Vat, "", "DE136695976", "parties.not-a-tax-country")]
    [InlineData(TaxNumberKind.Vat, "136695976", "DE", "parties.not-a-tax-country")]
    [InlineData(TaxNumberKind.Vat, "DE", " . - / ", "shared.required")]
    [InlineData(TaxNumberKind.Vat, "DE", null, "shared.required")]
    [InlineData(TaxNumberKind.Vat, "DE", "DE", "shared.required")]
    [InlineData(TaxNumberKind.Ein, "DE", "12-3456789", "parties.no-such-tax-number")]
    [InlineData(TaxNumberKind.Ein, "US", "12-345678", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Ein, "US", "11-1111111", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Ssn, "US", "000-12-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Ssn, "US", "666-12-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Ssn, "US", "900-12-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Ssn, "US", "219-00-9999", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Ssn, "US", "219-09-0000", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Itin, "US", "812-70-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Itin, "US", "912-49-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Itin, "US", "912-66-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Itin, "US", "912-89-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Itin, "US", "912-93-3456", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Local, "US", "123456789", "parties.no-such-tax-number")]
    [InlineData(TaxNumberKind.Local, "JP", "1234", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Local, "JP", "123456789012345678901", "parties.not-a-tax-number")]
    [InlineData(TaxNumberKind.Local, "JP", "55555", "parties.tax-number-does-not-fit")]
    [InlineData(TaxNumberKind.Local, "JP", "<script>", "parties.not-a-tax-number")]
    public void Parse_OfWhatIsNone_IsRefused_WithoutRepeatingIt(TaxNumberKind kind, string country, string? typed, string code)
    {
        var refusal = TaxNumber.Parse(kind, country, typed).Refusal;

        Assert.Equal(code, refusal?.Code);
        if (typed?.Length > 5)
            Assert.DoesNotContain(typed, refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfAVeryLongText_IsRefusedInFewWords() =>
        Assert.InRange(TaxNumber.Parse(TaxNumberKind.Vat, "RO", new string('9', 100_000)).Refusal!.Text.Length, 20, 300);

    [Theory]
    [InlineData("Certificate DE 136.695.976 of March", true)]
    [InlineData("certificate de136695976", true)]
    [InlineData("136 69 59-76", true)]
    [InlineData("Certificate 976", false)]
    [InlineData(null, false)]
    public void IsIn_FindsTheNumberHoweverItIsSpaced(string? words, bool found) =>
        Assert.Equal(found, TaxNumber.Parse(TaxNumberKind.Vat, "DE", "DE136695976").Value.IsIn(words));

    [Theory]
    [InlineData("Form 12 of March", false)]
    [InlineData("As ro 12 says", true)]
    public void IsIn_OfAVeryShortNumber_AsksForItsPrefix(string words, bool found) =>
        Assert.Equal(found, TaxNumber.Parse(TaxNumberKind.Vat, "RO", "12").Value.IsIn(words));
}
