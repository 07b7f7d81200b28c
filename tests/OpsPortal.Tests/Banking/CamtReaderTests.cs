using System.Diagnostics;
using System.Text;
using OpsPortal.Domain.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

public sealed class CamtReaderTests
{
    [Theory]
    [InlineData("001.01")]
    [InlineData("001.02")]
    [InlineData("001.04")]
    [InlineData("001.08")]
    [InlineData("001.13")]
    [Trait("Requirement", "CSH-1")]
    public void Read_AnyVersion_TellsTheLineWithItsWords(string version)
    {
        var read = Reading.Of(Camt(Entry("8.85", Paid("Invoice IE-7"), "BANK-1"), version, closing: "108.85"));
        var line = Assert.Single(read.Lines);
        Assert.Equal("", read.Faults);
        Assert.Equal((885L, "Acme GmbH", "FR7630006000011234567890189", "Invoice IE-7", "E2E-1", "BANK-1",
            "PMNT-RCDT-ESCT"),
            (line.AmountMinor, line.PartyName, line.PartyAccount, line.Remittance, line.EndToEndId,
                line.BankReference, line.Code));
        Assert.Equal((new LocalDate(2026, 3, 2), new LocalDate(2026, 3, 2)), (line.BookedOn, line.ValueOn));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_UnderAPrefixInsideAWrapper_ReadsTheSame()
    {
        var plain = Camt(Entry("8.85"), closing: "108.85");
        var body = plain[(plain.IndexOf("?>", StringComparison.Ordinal) + 2)..];
        foreach (var name in new[] { "Document", "BkToCstmrStmt", "Stmt", "Acct", "Id", "IBAN", "Ccy", "Bal", "Tp", "Cd", "Amt",
            "Ntry" })
            body = body.Replace($"<{name}>", $"<c:{name}>", StringComparison.Ordinal)
                .Replace($"<{name} ", $"<c:{name} ", StringComparison.Ordinal)
                .Replace($"</{name}>", $"</c:{name}>", StringComparison.Ordinal);
        body = body.Replace("xmlns=", "xmlns:c=", StringComparison.Ordinal);
        var read = Reading.Of($"<e:Envelope xmlns:e=\"urn:e\"><e:Body>{body}</e:Body></e:Envelope>");
        Assert.Equal("", read.Faults);
        Assert.Equal((885L, Iban), (Assert.Single(read.Lines).AmountMinor, read.Heads[0].Account));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_ABatchWhoseDetailsMakeTheEntry_IsALineForEach()
    {
        string Part(string amount, string words) => $"<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls>"
            + Detail(words, words, Iban, words) + "</TxDtls>";
        var whole = Entry("5.00", $"<NtryDtls>{Part("2.00", "A")}{Part("3.00", "B")}</NtryDtls>", "BATCH");
        var short1 = Entry("5.00", $"<NtryDtls>{Part("2.00", "A")}{Part("2.99", "B")}</NtryDtls>", "SHORT");
        var read = Reading.Of(Camt(whole + short1, closing: "110.00"));
        Assert.Equal("", read.Faults);
        Assert.Equal([(200L, "BATCH/1"), (300, "BATCH/2"), (500, "SHORT")],
            read.Lines.Select(line => (line.AmountMinor, line.BankReference!)));
        Assert.Contains(read.Check.Notes, note => note.Text.Contains("batch of 2 details", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_ReversalsPendingAndInformation_TakesOnlyWhatIsBooked()
    {
        var read = Reading.Of(Camt(
            Entry("-4.00", more: "<RvslInd>true</RvslInd>", status: "BOOK") + Entry("1.00", status: "PDNG")
            + Entry("2.00", status: "<Cd>INFO</Cd>") + Entry("0.00"), closing: "96.00"));
        Assert.Equal("", read.Faults);
        Assert.Equal((-400L, true), (Assert.Single(read.Lines).AmountMinor, read.Lines[0].IsReversal));
        Assert.Equal(3, read.Check.SkippedCount);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_SeveralStatementsAndCurrencies_KeepsThemApart()
    {
        var yen = Statement(Entry("500", currency: "JPY"), "0", "500", "GB29NWBK60161331926819", "JPY", id: "S-2");
        var mixed = Statement(Entry("1.00"), "10.00", "11.00", id: "S-3")
            .Replace("<Ntry>", Balance("CLAV", "3", "XAU", "2026-03-02") + Balance("CLBD", "7.00", "USD", "2026-03-02")
                + "<Ntry>",
                StringComparison.Ordinal);
        var text = Camt(Entry("1.00"), closing: "101.00").Replace("</BkToCstmrStmt>", yen + mixed + "</BkToCstmrStmt>",
            StringComparison.Ordinal);
        var read = Reading.Of(text);
        Assert.Equal("", read.Faults);
        Assert.Equal([100L, 500, 100], read.Lines.Select(line => line.AmountMinor));
        Assert.Equal(["EUR", "JPY", "EUR"], read.Heads.Select(head => head.Currency!.Value.Code));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_WhatIsWrong_NamesEveryFaultWithItsLine()
    {
        var read = Reading.Of(Camt(
            Entry("1,50") + "\n" + Entry("1.555") + "\n" + Entry("99999999999999.00") + "\n" + Entry("1.00", currency: "XYZ")
            + "\n"
            + Entry("5.00").Replace("CRDT", "BOTH", StringComparison.Ordinal)));
        Assert.Equal(5, read.Check.FaultCount);
        Assert.Equal(5, read.Check.Faults.Select(fault => fault.Line).Distinct().Count());
        Assert.Contains("'1,50' is not an amount", read.Faults, StringComparison.Ordinal);
        Assert.Contains("more decimals than EUR has (2)", read.Faults, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Read_WhenTheLinesDoNotMakeTheClosing_IsRefused()
    {
        var read = Reading.Of(Camt(Entry("8.85"), closing: "108.86"));
        Assert.Contains("EUR 108.85, but the closing balance is EUR 108.86", read.Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>")]
    [InlineData("<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><d>&b;</d>")]
    [InlineData("<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/x.dtd\"><d/>")]
    [InlineData("<Document><BkToCstmrStmt><Stmt>")]
    [InlineData("<pain/>")]
    [InlineData("<")]
    [Trait("Requirement", "SEC-5")]
    [Trait("Control", "T46")]
    public void Read_HostileOrBrokenXml_IsRefusedFastAndSmall(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        Assert.True(Reading.Of(text).Check.IsBroken);
        Assert.True(clock.ElapsedMilliseconds < 1_000, $"took {clock.ElapsedMilliseconds} ms");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20 * 1024 * 1024);
    }

    [Fact]
    [Trait("Requirement", "SEC-5")]
    [Trait("Control", "T46")]
    public void Read_OfAGoodStatementWithADocumentType_IsRefusedForThatAlone()
    {
        var good = Camt(Entry("8.85"), closing: "108.85");
        var hostile = good.Insert(good.IndexOf("<Document", StringComparison.Ordinal), "<!DOCTYPE Document [<!ENTITY x \"y\">]>");

        Assert.False(Reading.Of(good).Check.IsBroken);
        Assert.Contains("document type (DOCTYPE)", Reading.Of(hostile).Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-02-30", "2026-02-28", "the last day of that month")]
    [InlineData("2026-04-31", "2026-04-30", "the last day of that month")]
    [InlineData("2026-02-32", null, "'2026-02-32' is not a date")]
    [InlineData("02.03.2026", null, "'02.03.2026' is not a date")]
    [Trait("Requirement", "CSH-1")]
    public void Read_ADayThatDoesNotExist_IsTheMonthsLastOrAFault(string written, string? taken, string words)
    {
        var read = Reading.Of(Camt(Entry("8.85").Replace("2026-03-02", written, StringComparison.Ordinal), closing: "108.85"));
        Assert.Equal(taken is null ? [] : [taken], read.Lines.Select(line => $"{line.BookedOn:uuuu-MM-dd}"));
        Assert.Contains(words, read.Faults + string.Concat(read.Check.Notes.Select(note => note.Text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("504B0304", "ZIP archive")]
    [InlineData("1F8B0800", "compressed")]
    [InlineData("255044462D312E37", "PDF")]
    [InlineData("255044462D312E370A312C323B330A342C353B360A372C383B39", "It is a PDF")]
    [InlineData("00010203", "none of the formats")]
    [InlineData("20", "none of the formats")]
    [Trait("Requirement", "CSH-1")]
    [Trait("Control", "T47")]
    public void Read_WhatIsNoBankFile_SaysWhatItIs(string bytes, string words) =>
        Assert.Contains(words, Reading.Of(Convert.FromHexString(bytes)).Faults, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [Trait("Requirement", "SEC-5")]
    public void Read_AtItsLimits_ReadsUpToThemAndRefusesBeyond(int over, bool isRead)
    {
        var text = Reading.Of(Camt(Entry("1.00", Paid(new string('x', FileLimits.TextLength + over))), closing: "101.00"));
        var deep = FileLimits.XmlDepth - 2 + over;
        var nested = Reading.Of(Camt(Entry("1.00") + string.Concat(Enumerable.Repeat("<a>", deep))
            + string.Concat(Enumerable.Repeat("</a>", deep)), closing: "101.00"));
        Assert.Equal((!isRead, !isRead), (text.Check.IsBroken, nested.Check.IsBroken));
    }

    [Fact]
    [Trait("Requirement", "SEC-5")]
    public void Read_ALongAttributeOrTooManyNames_IsRefused()
    {
        Assert.Contains("between two brackets", Reading.Of($"<a b=\"{new string('x', FileLimits.XmlRun)}\"/>").Faults,
            StringComparison.Ordinal);
        var names = new StringBuilder("<a>");
        for (var i = 0; i < 5_000; i++)
            names.Append("<n").Append(i).Append("/>");
        Assert.Contains("different names", Reading.Of(names.Append("</a>").ToString()).Faults, StringComparison.Ordinal);
    }
}
