using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

public sealed class ImportBankStatementTests
{
    private const string Fee = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>MDOP</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn></BkTxCd>";

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_ReceiptsAndFees_ArePostedOnceAndTwiceChangesNothing(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var text = Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1") + Entry("8.85", Paid("Invoice IE-7"))
            + Entry("8.85", Paid("Invoice IE-7")) + Entry("-1.50", reference: "F-1").Replace(
                "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>", Fee,
                StringComparison.Ordinal), closing: "125.05");

        var first = await bank.TakenAsync(text);
        var before = await bank.BalancesAsync();
        var again = await bank.TakenAsync(text);
        var other = await bank.TakenAsync(text + "\n<!-- sent again -->");

        Assert.Equal((4, 0, false), (first.File.LinesTaken, first.File.LinesKnown, first.WasTakenBefore));
        Assert.Equal(new Dictionary<int, long> { [1010] = 2655 - 150, [2600] = -2655, [5000] = 150 }, before);
        Assert.True(again.WasTakenBefore);
        Assert.Equal((0, 4), (other.File.LinesTaken, other.File.LinesKnown));
        Assert.Equal(before, await bank.BalancesAsync());
        var receipts = await bank.AllAsync<Receipt>();
        Assert.Equal(3, receipts.Count);
        Assert.All(receipts, receipt => Assert.Equal(("bank", "Acme GmbH", "Invoice IE-7", true),
            (receipt.Provider, receipt.PayerName, receipt.Remittance, receipt.IsSettled)));
        Assert.Equal((4, 2), ((await bank.LinesAsync()).Count, (await bank.AllAsync<BankFile>()).Count));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_FilesThatOverlap_TakeEachLineOnce(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var equal = Entry("5.00", Paid("Rent"));
        await bank.TakenAsync(Camt(equal + Entry("1.00", Paid("One"), "R-1"), closing: "106.00"));
        var more = await bank.TakenAsync(Camt(equal + equal + Entry("1.00", Paid("One"), "R-1"), closing: "111.00", id: "S-2"));
        var once = Entry("7.00", Paid("Said twice"));
        var twice = Camt(once, closing: "107.00", id: "S-3").Replace("</BkToCstmrStmt>",
            Statement(once, "100.00", "107.00", id: "S-3") + "</BkToCstmrStmt>", StringComparison.Ordinal);
        var repeated = await bank.TakenAsync(twice);
        Assert.Equal((1, 2), (more.File.LinesTaken, more.File.LinesKnown));
        Assert.Equal((1, 1), (repeated.File.LinesTaken, repeated.File.LinesKnown));
        Assert.Equal(-1800, (await bank.BalancesAsync())[2600]);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_ABrokenFile_SaysWhereAndChangesNothing(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var done = await bank.ImportAsync(Camt(Entry("1.00") + "\n" + Entry("1,5") + "\n" + Entry("2,5")));
        Assert.Equal("banking.broken", done.Outcome.Refusal?.Code);
        Assert.Equal(3, done.Report!.FaultCount);
        Assert.Equal((0, 0, 0), ((await bank.AllAsync<BankFile>()).Count, (await bank.LinesAsync()).Count,
            (await bank.BalancesAsync()).Count));
        Assert.Equal("banking.empty", (await bank.ImportAsync("")).Outcome.Refusal?.Code);
        Assert.Equal("banking.no-such-account", (await bank.ImportAsync(Camt(""), "nobody")).Outcome.Refusal?.Code);
        Assert.Equal("banking.no-such-preset", (await bank.ImportAsync(Camt(""), preset: "none")).Outcome.Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await bank.ImportAsync(Camt(""), person: "auditor")).Outcome.Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_OfAnUnknownAccount_WaitsUntilItIsRegistered(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind, registered: false);
        var taken = await bank.TakenAsync(Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1"), closing: "108.85"));
        var statement = Assert.Single(taken.Statements);
        Assert.Equal((StatementState.WaitingForAccount, 1, 0),
            (statement.State, statement.LinesInFile, statement.LinesTaken));
        var found = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Equal("banking.unknown-account", found.ReasonCode);
        Assert.DoesNotContain(Iban, found.Summary, StringComparison.Ordinal);

        var job = bank.World.Use<TakeRegistered>();
        Assert.Equal(0, (await job.RunAsync(Access.Actor.System("test"), default)).Value);
        await bank.RegisterAsync(Iban, "EUR");
        Assert.Equal(1, (await job.RunAsync(Access.Actor.System("test"), default)).Value);
        Assert.Equal(0, (await job.RunAsync(Access.Actor.System("test"), default)).Value);
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        Assert.Equal((885L, "Acme GmbH"), (receipt.AmountMinor, receipt.PayerName));
        Assert.Equal(885, (await bank.BalancesAsync())[1010]);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Choose_TheAccountOfAnOddNumber_IsKnownTheNextTime(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind, registered: false);
        var account = await bank.RegisterAsync("GB29NWBK60161331926819", "EUR");
        var yen = await bank.RegisterAsync("GB29NWBK60161331926819", "JPY");
        var first = await bank.TakenAsync(Mt940(":61:260302C1,NTRFX\n", closing: "C260302EUR101,", account: "BANKBOOK/77"));
        var choose = bank.World.Use<ChooseAccount>();
        var statement = first.Statements[0].Id;
        Assert.Equal("banking.account-currency", (await choose.RunAsync(new(statement, yen), bank.World.As("finance"), default))
            .Refusal?.Code);
        Assert.Equal(1, (await choose.RunAsync(new(statement, account), bank.World.As("finance"), default)).Value);
        Assert.Equal("banking.nothing-waits", (await choose.RunAsync(new(statement, account), bank.World.As("finance"), default))
            .Refusal?.Code);
        var next = await bank.TakenAsync(Mt940(
            ":61:260303C1,NTRFY\n", "C260302EUR101,", "C260303EUR102,", account: "BANKBOOK/77"));
        Assert.Equal(1, next.File.LinesTaken);
    }

    [Theory]
    [InlineData("37040044/0532013000", true)]
    [InlineData("37040044/532013000", true)]
    [InlineData("DE89 3704 0044 0532 0130 00", true)]
    [InlineData("0532013000", true)]
    [InlineData("50880050/0532013000", false)]
    [InlineData("13000", false)]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_ByTheNumberThatABankWrites_FindsOurAccount(string number, bool found)
    {
        await using var bank = await BankWorld.NewAsync(StoreKind.Sqlite);
        var taken = await bank.TakenAsync(Mt940(":61:260302C1,NTRFX\n", closing: "C260302EUR101,", account: number));
        Assert.Equal(found ? StatementState.Taken : StatementState.WaitingForAccount, taken.Statements[0].State);
    }

    [Fact]
    [Trait("Requirement", "CSH-10")]
    public async Task Import_AStatementThatDoesNotContinue_IsACase()
    {
        await using var bank = await BankWorld.NewAsync(StoreKind.Sqlite);
        await bank.TakenAsync(Camt(Entry("1.00", reference: "A"), closing: "101.00"));
        await bank.TakenAsync(Camt(Entry("1.00", reference: "B", day: "2026-03-03"), opening: "101.00", closing: "102.00",
            day: "2026-03-03", id: "S-2"));
        Assert.Empty(await bank.CasesOfFilesAsync());
        await bank.TakenAsync(Camt(Entry("1.00", reference: "C", day: "2026-03-04"), opening: "101.50", closing: "102.50",
            day: "2026-03-04", id: "S-3"));
        var gap = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Equal(("banking.does-not-continue", ExceptionType.ReconciliationBreak), (gap.ReasonCode, gap.Type));
        Assert.Contains("EUR 102.00", gap.Summary, StringComparison.Ordinal);
    }
}
