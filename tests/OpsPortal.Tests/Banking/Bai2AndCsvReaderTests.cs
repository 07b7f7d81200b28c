using OpsPortal.Domain.Banking;

namespace OpsPortal.Tests.Banking;

public sealed class Bai2AndCsvReaderTests
{
    private const string Bai = """
        01,BANK,US,260302,2100,1,80,1,2/
        02,US,BANK,1,260302,2300,USD,2/
        03,123456789,USD,010,10000,,,015,11250,,/
        88,100,2000,1,,400,750,1,/
        16,142,2000,V,260303,,BK-1,CU-1,PAYMENT, FOR A/B
        88,REMI: Invoice IE-7
        16,475,750,S,1,2,3,BK-2,,CHECK 17/
        49,26750,6/
        98,26750,1,8/
        99,26750,1,10/
        """;

    private static readonly CsvMapping Signed = new()
    {
        Delimiter = ';', Amount = "Betrag", BookedOn = "Buchung", DatePattern = "dd.MM.yyyy", DecimalMark = ',',
        ThousandsMark = '.',
        FixedCurrency = "EUR", PreambleRows = 1, FooterRows = 1, Remittance = "Zweck", PartyName = "3",
    };

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_Bai2WithContinuations_TellsLinesAndChecksTheSums()
    {
        var read = Reading.Of(Bai);
        Assert.Equal((BankFileFormat.Bai2, ""), (read.Format, read.Faults));
        Assert.Equal([(2000L, "BK-1", "142"), (-750, "BK-2", "475")],
            read.Lines.Select(line => (line.AmountMinor, line.BankReference!, line.Code!)));
        Assert.Equal(("PAYMENT, FOR A/B REMI: Invoice IE-7", new LocalDate(2026, 3, 3)),
            (read.Lines[0].Remittance, read.Lines[0].ValueOn));
        Assert.Equal("CHECK 17", read.Lines[1].Remittance);
    }

    [Theory]
    [InlineData("010,10000/\n88,015,11250/\n88,100,2000,1/\n88,400,750,1/")]
    [InlineData("010,10000,,/\n88,015,11250,\n88,100,2000,1,Z/\n88,400,+750/")]
    [InlineData("010/\n88,10000,,,015/\n88,11250,,,100,2000/\n88,1,,400,750,1,/")]
    [Trait("Requirement", "CSH-1")]
    public void Read_Bai2WithASummaryOnEachLine_ComparesTheBalances(string summaries)
    {
        var read = Reading.Of(Bai
            .Replace("010,10000,,,015,11250,,/\n88,100,2000,1,,400,750,1,/", summaries, StringComparison.Ordinal)
            .Replace("49,26750,6/", "49,26750,8/", StringComparison.Ordinal)
            .Replace("98,26750,1,8/", "98,26750,1,10/", StringComparison.Ordinal)
            .Replace("99,26750,1,10/", "99,26750,1,12/", StringComparison.Ordinal));
        Assert.Equal(("", 2), (read.Faults, read.Lines.Count));
        var end = Assert.Single(read.Items.OfType<StatementEnds>());
        Assert.Equal((10_000L, 11_250L), (end.Opening?.Minor ?? 0, end.Closing?.Minor ?? 0));
    }

    [Theory]
    [InlineData("49,26750,6/", "49,26751,6/", "control total of the account")]
    [InlineData("49,26750,6/", "49,26750,7/", "said to have 7 records")]
    [InlineData("99,26750,1,10/", "", "cut off")]
    [InlineData("98,26750,1,8/", "98,26750,2,8/", "said to have 2 accounts")]
    [InlineData("16,475,", "16,ABC,", "not a type code")]
    [InlineData("16,475,750", "16,475,7.5", "not an amount")]
    [InlineData("16,475,750,S", "16,475,750,Q", "not a funds type")]
    [InlineData("015,11250", "015,11251", "control total")]
    [Trait("Requirement", "CSH-1")]
    public void Read_Bai2ThatContradictsItself_SaysWhere(string before, string after, string reason) =>
        Assert.Contains(reason, Reading.Of(Bai.Replace(before, after, StringComparison.Ordinal)).Faults,
            StringComparison.Ordinal);

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_ATableByItsPreset_LeavesOutPreambleAndFooter()
    {
        var read = Reading.Of(
            "Konto DE89;;;\nBuchung;Betrag;Name;Zweck\n02.03.2026;1.234,5;Acme;\"Rechnung; IE-7\"\n"
                + "03.03.2026;-7,00;Bank;Gebühr\nSumme;1;;\n",
            Signed);
        Assert.Equal("", read.Faults);
        Assert.Equal([(123_450L, "Acme", "Rechnung; IE-7"), (-700, "Bank", "Gebühr")],
            read.Lines.Select(line => (line.AmountMinor, line.PartyName!, line.Remittance!)));
    }

    [Theory]
    [InlineData(CsvSign.Inverse, "-5.00", "", "", 500)]
    [InlineData(CsvSign.TwoColumns, "", "5.00", "", -500)]
    [InlineData(CsvSign.TwoColumns, "", "-5.00", "", -500)]
    [InlineData(CsvSign.TwoColumns, "", "0.00", "7.00", 700)]
    [InlineData(CsvSign.Indicator, "5.00", "D", "", -500)]
    [InlineData(CsvSign.Indicator, "5.00", "C", "", 500)]
    [Trait("Requirement", "CSH-1")]
    public void Read_EveryWayToWriteTheDirection_TellsTheSign(
        CsvSign sign, string amount, string second, string third, long minor)
    {
        var mapping = new CsvMapping
        {
            Sign = sign, HasHeader = false, BookedOn = "1", Amount = "2", Debit = "3", Credit = "4", Indicator = "3",
            DebitWord = "D", CreditWord = "C",
            FixedCurrency = "EUR", DatePattern = "MM/dd/uuuu",
        };
        var read = Reading.Of($"03/02/2026,{amount},{second},{third}\n03/02/2026,{amount},{second},{third}\n", mapping);
        Assert.Equal("", read.Faults);
        Assert.Equal([minor, minor], read.Lines.Select(line => line.AmountMinor));
    }

    [Theory]
    [InlineData("D", "C", "X", "2: Column 'Way' says 'X', which is neither 'D' (money out) nor 'C' (money in)")]
    [InlineData("D", "C", "", "2: Column 'Way' says '', which")]
    [InlineData("Af", null, "bij", "")]
    [InlineData("Uit", null, "In", "its words for money out and money in")]
    [InlineData("D", "d", "D", "two different words")]
    [Trait("Requirement", "CSH-1")]
    public void Read_AnIndicator_OnlyByTheTwoWordsOfThePreset(string debit, string? credit, string word, string fault)
    {
        var mapping = new CsvMapping
        {
            Sign = CsvSign.Indicator, BookedOn = "Day", Amount = "Sum", Indicator = "Way", DebitWord = debit, CreditWord = credit,
            FixedCurrency = "EUR",
        };
        var read = Reading.Of($"Day,Sum,Way\n2026-03-02,5.00,{word}\n", mapping);
        Assert.Equal(fault.Length == 0, read.Faults.Length == 0);
        Assert.Contains(fault, read.Faults, StringComparison.Ordinal);
        Assert.Equal(fault.Length == 0 ? [500L] : [], read.Lines.Select(line => line.AmountMinor));
    }

    [Theory]
    [InlineData("02.03.2026;1.5;A;B", "'1.5' is not an amount")]
    [InlineData("02.03.2026;1,555;A;B", "more decimals")]
    [InlineData("31.02.2026;1,5;A;B", "not a date")]
    [InlineData("2026-03-02;1,5;A;B", "not a date")]
    [Trait("Requirement", "CSH-1")]
    public void Read_ARowThatDoesNotFit_IsNeverGuessed(string row, string reason) =>
        Assert.Contains(reason, Reading.Of($"x;y\nBuchung;Betrag;Name;Zweck\n{row}\nEnde;;;\n", Signed).Faults,
            StringComparison.Ordinal);

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_ATableWithoutAPreset_AsksForOne() =>
        Assert.Contains("choose the preset", Reading.Of("a,b\n1,2\n").Faults, StringComparison.Ordinal);

    [Theory]
    [InlineData("1234", "JPY", 1234)]
    [InlineData("1234.5", "KWD", 1_234_500)]
    [InlineData("1.50000", "EUR", 150)]
    [InlineData("10000000000000.00", "EUR", 1_000_000_000_000_000)]
    [Trait("Requirement", "CSH-1")]
    public void Amount_WithinTheCurrency_IsReadToTheUnit(string text, string currency, long minor) =>
        Assert.Equal(minor, BankAmount.Parse(text, AmountStyle.Point, Currency.Of(currency)).Value);

    [Theory]
    [InlineData("1.5", "JPY")]
    [InlineData("1.2345", "KWD")]
    [InlineData("10000000000000.01", "EUR")]
    [InlineData("1,5", "EUR")]
    [InlineData("-1", "EUR")]
    [InlineData("1e3", "EUR")]
    [InlineData("", "EUR")]
    [InlineData("٣", "EUR")]
    [InlineData("99999999999999999999999999999999999999999999", "EUR")]
    [Trait("Requirement", "CSH-1")]
    public void Amount_OutsideTheStyle_IsRefused(string text, string currency) =>
        Assert.True(BankAmount.Parse(text, AmountStyle.Point, Currency.Of(currency)).IsRefused);
}
