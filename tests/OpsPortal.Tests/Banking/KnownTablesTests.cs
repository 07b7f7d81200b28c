using OpsPortal.Domain.Banking;
using OpsPortal.Features.Banking;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Banking;

/// <summary>Tables that banks and wallets let their customers download, read by the presets that are offered for them.</summary>
[Trait("Requirement", "CSH-1")]
public sealed class KnownTablesTests
{
    public static TheoryData<string, string> Tables => new()
    {
        { "Revolut Business", "EUR 10.50|Acme Ltd||IE-2026-00040|||65f0-1" },
        { "Wise", "USD 1,250.00|Acme Inc||IE-2026-00041|||TRANSFER-1\nUSD -9.99||||||CARD-2" },
        { "PayPal", "EUR 970.65|Acme|a@acme.test|IE-2026-00042|||8AB" },
        { "N26", "EUR 250.00|Muster GmbH|DE12100400000123456789|IE-2026-00043, thanks|||" },
        { "Chase", "USD 1,000.00|||ORIG CO NAME:ACME INC DESCR:IE-2026-00044|||\nUSD -15.00|||MONTHLY SERVICE FEE|||" },
        { "HSBC UK", "GBP 1,234.56|||ACME LTD IE-2026-00045|||\nGBP -20.00|||CHAPS FEE|||" },
        { "Barclays", "GBP 99.90|||ACME LTD IE-2026-00046 BGC|||" },
        { "Stripe balance", "EUR 96.80|||IE-2026-00047|||txn_1" },
        { "Sparkasse (CAMT table)", "EUR 1,234.56|Bäckerei Groß|DE12100400000123456789|RG IE-2026-00048||E2E-48|" },
        { "ING Netherlands", "EUR 25.00|Acme BV|NL32INGB0000012345|Factuur IE-2026-00049|||\nEUR -1.95|Kosten||Kosten|||" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Read_AUsualTableByItsPreset_TakesWhatIsBooked(string name, string told)
    {
        var mapping = KnownTables.All.Single(known => known.Name == name).Mapping;
        Assert.Null(mapping.Check().Refusal);
        var read = Reading.Of(SampleOf(name), mapping);
        Assert.Equal("", read.Faults);
        Assert.Equal(told, Dialects.Tell(read));
    }

    [Theory]
    [InlineData("dd.MM.uu", "02.03.26", 2026)]
    [InlineData("dd.MM.yy", "02.03.45", 2045)]
    [InlineData("dd.MM.yy", "02.03.99", 1999)]
    [InlineData("dd.MM.yyyy", "02.03.2026", 2026)]
    public void Pattern_OfAShortYear_IsOfThisCentury(string pattern, string text, int year) => Assert.Equal(
        new LocalDate(year, 3, 2), new CsvMapping { DatePattern = pattern }.Pattern()!.Parse(text).Value);

    /// <summary>A table of our own, as the bank writes it.</summary>
    public static byte[] SampleOf(string name) =>
        File.ReadAllBytes(Path.Combine(SourceFile.Root, "tests/OpsPortal.Tests/Banking/Samples", $"{name}.csv"));

    [Fact]
    public void Take_AKnownTable_FillsTheFormWithTheSameMapping()
    {
        var form = new PresetForm();
        foreach (var (_, mapping) in KnownTables.All)
        {
            form.Take(mapping);
            Assert.Equal(mapping, form.Mapping());
            Assert.Equal(mapping.HasHeader ? "names" : "line", form.FirstRow);
        }
    }
}
