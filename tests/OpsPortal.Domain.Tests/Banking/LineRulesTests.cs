using NodaTime;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Banking;

public sealed class LineRulesTests
{
    private static readonly LegalEntityId Ours = new(Guid.Parse("0195f000-0000-7000-8000-000000000001"));
    private static readonly LegalEntityId Other = new(Guid.Parse("0195f000-0000-7000-8000-000000000002"));
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly BankAccountId First = new(Guid.Parse("0195f000-0000-7000-8000-000000000011"));
    private static readonly BankAccountId Second = new(Guid.Parse("0195f000-0000-7000-8000-000000000012"));
    private static readonly BankAccountId Third = new(Guid.Parse("0195f000-0000-7000-8000-000000000013"));

    private static readonly LineWorld World = new()
    {
        Sweeps = Known(new("stripe", "po_sweep_1", Ours, new Money(1_000, Eur)), new("stripe", "po_done_1", Ours,
            new Money(1_000, Eur), true), new("stripe", "po_other_1", Other, new Money(3_000, Eur))),
        Payouts = Known(new KnownTransfer("", "payout-77", Ours, new Money(500, Eur)),
            new KnownTransfer("", "payout-78", Ours, new Money(500, Eur)),
            new KnownTransfer("", "payout-79", Ours, new Money(500, Eur)) { IsShared = true }),
        ProviderNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "stripe" },
        OwnAccounts = new Dictionary<string, IReadOnlyList<OwnAccount>>
        {
            ["GB29NWBK60161331926819"] = [new OwnAccount(Second, Ours, Eur)],
            ["FR7630006000011234567890189"] = [new OwnAccount(Third, Other, Eur)],
        },
        OpenLegs = [new OpenLeg(First, new Money(700, Eur), new LocalDate(2026, 2, 27), "MOVE-700")],
    };

    [Theory]
    [InlineData(1_000, "Transfer po_sweep_1", null, null, LineClass.ProviderSweepIn, true)]
    [InlineData(1_001, "Transfer po_sweep_1", null, null, LineClass.ProviderSweepIn, false)]
    [InlineData(1_000, "Transfer po_done_1", null, null, LineClass.ProviderSweepIn, false)]
    [InlineData(3_000, "Transfer po_other_1", null, null, LineClass.ProviderSweepIn, false)]
    [InlineData(1_000, "Transfer po_sweep_12", "Acme", null, LineClass.CustomerReceipt, true)]
    [InlineData(1_000, null, "Stripe Payments Europe", null, LineClass.ProviderSweepIn, true)]
    [InlineData(2_000, null, "STRIPE", null, LineClass.ProviderSweepIn, false)]
    [InlineData(1_000, "striped shirts", "Stripes & Sons", null, LineClass.CustomerReceipt, true)]
    [InlineData(-2_000, null, "STRIPE", null, LineClass.TopUpOut, false)]
    [InlineData(-500, "payout-77", "Ada", null, LineClass.PayoutLeaving, false)]
    [InlineData(500, "returned payout-77", "Ada", null, LineClass.PayoutReturned, false)]
    [InlineData(-150, null, null, "PMNT-MDOP-CHRG", LineClass.BankFee, true)]
    [InlineData(-150, null, null, "NCHG-808", LineClass.BankFee, true)]
    [InlineData(-150, null, null, "698", LineClass.BankFee, true)]
    [InlineData(150, null, null, "PMNT-MDOP-CHRG", LineClass.BankFee, false)]
    [InlineData(150, null, null, "ACMT-MCOP-INTR", LineClass.Interest, true)]
    [InlineData(-150, null, null, "ACMT-MDOP-INTR", LineClass.Interest, true)]
    [InlineData(-150, null, null, "PMNT-MDOP-TAXE", LineClass.TaxOrSupplierPayment, false)]
    [InlineData(-150, null, null, "PMNT-RCDT-RRTN", LineClass.ReceiptReturned, false)]
    [InlineData(150, null, null, "PMNT-ICDT-RRTN", LineClass.PayoutReturned, false)]
    [InlineData(-150, null, "Landlord", null, LineClass.UnclassifiedDebit, false)]
    [Trait("Requirement", "CSH-1")]
    public void Classify_EachKindOfLine_GivesOneClass(
        long minor, string? remittance, string? party, string? code, LineClass expected, bool certain)
    {
        var line = ALine(minor) with { Remittance = remittance, PartyName = party, Code = code };
        var verdict = LineRules.Classify(Ours, line, World);
        Assert.Equal((expected, certain), (verdict.Class, verdict.IsCertain));
        Assert.True(verdict.Rule.Length is > 0 and <= BankLine.RuleLength);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Classify_ReversalsAndOwnAccounts_AreNeverReceipts()
    {
        Assert.Equal(LineClass.PayoutReturned, LineRules.Classify(Ours, ALine(100) with { IsReversal = true }, World).Class);
        Assert.Equal(LineClass.InternalTransfer, LineRules.Classify(
            Ours, ALine(100) with { PartyAccount = "GB29 NWBK 6016 1331 9268 19" }, World).Class);
        Assert.Equal(Enum.GetValues<LineClass>(), LineClasses.All.Select(row => row.Class));
    }

    [Theory]
    [InlineData(-500, "payout-77", "payout-77")]
    [InlineData(500, "back: payout-77 payout-77", "payout-77")]
    [InlineData(-501, "payout-77", null)]
    [InlineData(-500, "payout-77 payout-78", null)]
    [InlineData(-500, "payout-79", null)]
    [Trait("Requirement", "CSH-1")]
    public void Classify_ALineThatNamesPayouts_PointsAtOneOnlyWhereNameAndAmountAgree(long minor, string text, string? expected)
    {
        var verdict = LineRules.Classify(Ours, ALine(minor) with { Remittance = text }, World, First);
        Assert.Equal((minor < 0 ? LineClass.PayoutLeaving : LineClass.PayoutReturned, expected),
            (verdict.Class, verdict.Reference));
        Assert.Null(LineRules.Classify(Other, ALine(minor) with { Remittance = text }, World, First).Reference);
    }

    [Theory]
    [InlineData("GB29NWBK60161331926819", null, 300, true)]
    [InlineData("FR7630006000011234567890189", null, 300, false)]
    [InlineData(null, "MOVE-700", 700, true)]
    [Trait("Requirement", "CSH-1")]
    public void Classify_ATransferBetweenOurAccounts_IsCertainWithinOneCompany(
        string? party, string? endToEnd, long minor, bool certain)
    {
        var line = ALine(minor) with { PartyAccount = party, EndToEndId = endToEnd };
        var verdict = LineRules.Classify(Ours, line, World, First);
        Assert.Equal((LineClass.InternalTransfer, certain), (verdict.Class, verdict.IsCertain));
        Assert.False(LineRules.Classify(Ours, line with { IsReversal = true, EndToEndId = null }, World, First).IsCertain);
        if (endToEnd is not null)
            foreach (var other in new[] { line with { AmountMinor = 701 }, line with { EndToEndId = "MOVE-701" },
                line with { BookedOn = line.BookedOn.PlusDays(9) } })
                Assert.Equal(LineClass.CustomerReceipt, LineRules.Classify(Ours, other, World, First).Class);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Fingerprint_OfTheSameLineWrappedOtherwise_IsTheSame()
    {
        var line = ALine(100) with { Remittance = "Invoice IE-7", PartyName = "Acme GmbH" };
        var print = BankWords.Fingerprint("A", line);
        Assert.Equal(print, BankWords.Fingerprint("A", line with { Remittance = "Invoice\r\n IE-7 ", PartyName = "ACME  GmbH" }));
        Assert.Equal(BankWords.Fingerprint("A", line with { BankReference = "R", Remittance = "x" }),
            BankWords.Fingerprint("A", line with { BankReference = "R" }));
        Assert.Equal(print, BankWords.Fingerprint("A", line with { BankReference = "NONREF" }));
        Assert.Equal(6, new[]
        {
            print, BankWords.Fingerprint("B", line), BankWords.Fingerprint("A", line with { AmountMinor = -100 }),
            BankWords.Fingerprint("A", line with { BookedOn = line.BookedOn.PlusDays(1) }),
            BankWords.Fingerprint("A", line with { Remittance = "Invoice IE-8" }),
            BankWords.Fingerprint("A", line with { BankReference = "R" }),
        }.Distinct().Count());
    }

    [Fact]
    [Trait("Requirement", "CSH-10")]
    public void Missing_ByTheBanksDays_LeavesOutWeekendsAndGrace()
    {
        var monday = new LocalDate(2026, 3, 2);
        var schedule = new StatementSchedule(new(Guid.NewGuid()), Ours, BankCalendar.Target2, new LocalDate(2026, 2, 26), 1);
        var closed = new HashSet<LocalDate> { new(2026, 2, 26) };
        Assert.Empty(schedule.Missing(monday, closed));
        Assert.Equal([new LocalDate(2026, 2, 27)], schedule.Missing(monday.PlusDays(1), closed));
        Assert.Equal([new LocalDate(2026, 2, 27), monday], schedule.Missing(monday.PlusDays(2), closed));
    }

    [Fact]
    [Trait("Requirement", "SEC-5")]
    public void Check_AtItsLimits_RefusesOneMore()
    {
        var check = new StatementCheck();
        var (begins, ends) = (new StatementBegins(1, new StatementHead()), new StatementEnds(1, null, null));
        for (var number = 1; number <= FileLimits.Statements + 1; number++)
        {
            check.See(begins);
            check.See(ends);
            Assert.Equal(number > FileLimits.Statements, check.IsBroken);
        }

        for (var i = 0; i < FileLimits.FaultsNamed + 5; i++)
            check.See(new FileFault(i, "x"));
        Assert.Equal((FileLimits.FaultsNamed, FileLimits.FaultsNamed + 6), (check.Faults.Count, check.FaultCount));
    }

    [Theory]
    [InlineData(1970, 1, 1, true)]
    [InlineData(1970, 1, 2, false)]
    [InlineData(2026, 3, 12, false)]
    [InlineData(2026, 3, 13, true)]
    [Trait("Requirement", "CSH-1")]
    public void Check_ADayOnWhichNoBankBooked_RefusesTheFile(int year, int month, int day, bool isBroken)
    {
        var on = new LocalDate(year, month, day);
        StatementCheck Seen(StatementItem item)
        {
            var check = new StatementCheck { Today = new LocalDate(2026, 3, 2) };
            check.See(item);
            return check;
        }

        Assert.Equal(isBroken, Seen(new LineRead(7, ALine(100) with { BookedOn = on })).IsBroken);
        Assert.Equal(isBroken, Seen(new StatementEnds(9, null, new StatementBalance(100, Eur, on))).IsBroken);
    }

    [Theory]
    [InlineData("pay \u202E71-UE\u202C now", "pay 71-UE now")]
    [InlineData("\u2067\u2069", null)]
    [InlineData("a\u0000b", "a b")]
    [Trait("Requirement", "SEC-5")]
    public void Cut_OfTextThatTurnsItsDirection_ShowsItAsItWasWritten(string text, string? kept) =>
        Assert.Equal(kept, BankWords.Cut(text, 100));

    private static StatementLine ALine(long minor) =>
        new() { AmountMinor = minor, Currency = Eur, BookedOn = new LocalDate(2026, 3, 2) };

    private static Dictionary<string, KnownTransfer> Known(params KnownTransfer[] transfers) =>
        transfers.ToDictionary(transfer => transfer.Reference, StringComparer.OrdinalIgnoreCase);
}
