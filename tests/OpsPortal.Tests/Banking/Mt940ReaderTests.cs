using System.Text;
using OpsPortal.Domain.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

public sealed class Mt940ReaderTests
{
    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_NumberedDetails_TellsPayerAndReferences()
    {
        var read = Reading.Of(Mt940(
            ":61:2603020302CR8,85NTRFKREF-1//BANK-1\r\n:86:166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+Invoice IE\r\n-7?30COBADEFF\r\n"
            + "?31FR7630006000011234567890189?32Acme Gm?33bH\r\n", closing: "C260302EUR108,85"));
        var line = Assert.Single(read.Lines);
        Assert.Equal("", read.Faults);
        Assert.Equal((885L, "Acme GmbH", "FR7630006000011234567890189", "E2E-1", "Invoice IE-7", "KREF-1", "BANK-1", "NTRF-166"),
            (line.AmountMinor, line.PartyName, line.PartyAccount, line.EndToEndId, line.Remittance, line.CustomerReference,
                line.BankReference, line.Code));
    }

    [Theory]
    [InlineData("/EREF/E2E-1//CNTP/NL91ABNA0417164300/ABNANL2A/Acme BV///REMI/USTD//Invoice IE-7/")]
    [InlineData("/TRTP/SEPA/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/Acme BV/REMI/Invoice IE-7/EREF/E2E-1")]
    [Trait("Requirement", "CSH-1")]
    public void Read_SlashedDetails_TellsPayerAndReferences(string details)
    {
        var line = Assert.Single(Reading.Of(Mt940($":61:260302C1,NTRFEREF\n:86:{details}\n",
            closing: "C260302EUR101,")).Lines);
        Assert.Equal(("Acme BV", "NL91ABNA0417164300", "E2E-1", "Invoice IE-7", null),
            (line.PartyName, line.PartyAccount, line.EndToEndId, line.Remittance, line.CustomerReference));
    }

    [Theory]
    [InlineData("260302C500NTRFNONREF", 50_000)]
    [InlineData("2603020302D7,5NMSCX", -750)]
    [InlineData("260302RC1,2NTRFX", -120)]
    [InlineData("260302RD1,2NTRFX", 120)]
    [InlineData("2603020302CR3,NTRFX", 300)]
    [InlineData("260302DF0000000001,00N024NONREF", -100)]
    [Trait("Requirement", "CSH-1")]
    public void Read_EveryWayToWriteAMovement_TellsSignAndAmount(string movement, long minor)
    {
        var line = Assert.Single(Reading.Of(Mt940($":61:{movement}\n")).Lines);
        Assert.Equal(minor, line.AmountMinor);
        Assert.Equal(new LocalDate(2026, 3, 2), line.BookedOn);
    }

    [Theory]
    [InlineData("261231", "0102", 2027, 1, 2)]
    [InlineData("260102", "1231", 2025, 12, 31)]
    [InlineData("260230", "0301", 2026, 3, 1)]
    [Trait("Requirement", "CSH-1")]
    public void Read_EntryDateWithoutAYear_FallsNextToTheValueDate(string value, string entry, int year, int month, int day) =>
        Assert.Equal(new LocalDate(year, month, day),
            Assert.Single(Reading.Of(Mt940($":61:{value}{entry}C1,NTRFX\n")).Lines).BookedOn);

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_AThirtiethOfFebruary_TakesTheMonthsLastDayAndSaysSo()
    {
        var read = Reading.Of(Mt940(":61:2602300301C1,NTRFX\n", closing: "C260302EUR101,"));
        Assert.Equal(("", new LocalDate(2026, 2, 28)), (read.Faults, read.Lines[0].ValueOn));
        Assert.Contains("does not exist", Assert.Single(read.Check.Notes).Text, StringComparison.Ordinal);
        Assert.True(Reading.Of(Mt940(":61:2603010230C1,NTRFX\n")).Check.IsBroken);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_BlocksBareLinesPagesAndOddEnds_ReadsTheSame()
    {
        var movement = ":61:2603020302C1,00NTRFX\n:86:166?20Timestamp 12-09-2014T16\n:26:37 and so on\n\n";
        var bare = Mt940(movement, closing: "C260302EUR101,").Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n', '-');
        var block = $"{{1:F01BANKXXXX}}{{2:O940BANKXXXXN}}{{4:\n{bare}\n-}}{{5:}}";
        var first = bare.Replace(":62F:", ":62M:", StringComparison.Ordinal);
        var second = Mt940(movement, "C260302EUR101,", "C260302EUR102,").Replace(":60F:", ":60M:", StringComparison.Ordinal);
        foreach (var text in new[] { bare, block, "\uFEFF" + bare, "\u0001\r\n" + bare })
        {
            var read = Reading.Of(text);
            Assert.Equal(("", "Timestamp 12-09-2014T16:26:37 and so on"), (read.Faults, Assert.Single(read.Lines).Remittance));
        }

        Assert.Equal("", Reading.Of(first + "\n-\n" + second).Faults);
        Assert.Contains("page before", Reading.Of(first + "\n-\n" + second.Replace("EUR101,", "EUR100,", StringComparison.Ordinal)
            .Replace("EUR102,", "EUR101,", StringComparison.Ordinal)).Faults, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_WesternBytesAndUtf8_AreBothUnderstood()
    {
        var text = Mt940(":61:260302C1,NTRFX\n:86:Müller für Öl\n", closing: "C260302EUR101,");
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Latin1, Encoding.Unicode })
        {
            byte[] bytes = [.. encoding == Encoding.Unicode ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
            Assert.Equal("Müller für Öl", Assert.Single(Reading.Of(bytes).Lines).Remittance);
        }
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_WhatIsCutOffOrWrong_NamesEveryFault()
    {
        var read = Reading.Of(":20:X\n:60F:C260301EUR1.5\n:61:26C1,NTRF\n:61:260302C1,NTRFX\n");
        Assert.Equal(6, read.Check.FaultCount);
        Assert.Contains("no account", read.Faults, StringComparison.Ordinal);
        Assert.Contains("cut off", read.Faults, StringComparison.Ordinal);
        Assert.True(Reading.Of(Mt940(":61:260302C1,234NTRFX\n")).Check.IsBroken);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_AReportDuringTheDay_TakesNothing()
    {
        var read = Reading.Of(":20:X\n:25:123456\n:28C:1/1\n:34F:EURC0,\n:13D:2603021815+0100\n"
            + ":61:260302C1,NTRFX\n:90C:1EUR1,\n-\n");
        Assert.Equal((0, 1, ""), (read.Lines.Count, read.Check.SkippedCount, read.Faults));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [Trait("Requirement", "SEC-5")]
    public void Read_ALineAtItsLimit_IsReadAndALongerOneRefused(int over, bool isRead)
    {
        var words = new string('x', FileLimits.LineLength - ":86:".Length - 1 + over);
        var read = Reading.Of(Mt940($":61:260302C1,NTRFX\r\n:86:{words}\r\n", closing: "C260302EUR101,"));
        Assert.Equal(isRead, !read.Check.IsBroken);
        Assert.Equal(BankFileFormat.Mt940, read.Format);
    }
}
