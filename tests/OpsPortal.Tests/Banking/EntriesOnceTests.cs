using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>What the bank booked at once is posted once, whichever kinds of files tell of it and in whatever order.</summary>
public sealed class EntriesOnceTests
{
    private static readonly string Sum = Camt(Entry("300.00", reference: "B1"), closing: "400.00");
    private static readonly string Details = Notified(Batch("300.00", "B1", "100.00", "200.00"));

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_TheSumAndLaterItsDetails_PostsTheSumAndKeepsTheDetailsBesideIt(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Sum);
        var later = await bank.TakenAsync(Details);
        await bank.TakenAsync(Details + "\n");

        Assert.Equal((0, 2), (later.File.LinesTaken, later.File.LinesKnown));
        Assert.Equal(new Dictionary<int, long> { [1010] = 30_000, [2600] = -30_000 }, await bank.BalancesAsync());
        var line = Assert.Single(await bank.LinesAsync());
        var shown = (await bank.World.Use<BankLineDetail>().RunAsync(line.Id, bank.World.As("ops"), default)).Value;
        Assert.Equal([("Payer 1", 10_000L), ("Payer 2", 20_000L)],
            shown.Details.Select(detail => (detail.PartyName!, detail.AmountMinor)));
        Assert.Equal(2, shown.DetailCount);
        Assert.Empty(await bank.CasesOfFilesAsync());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_TheDetailsAndLaterTheirSum_KnowsTheSum(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Details);
        var later = await bank.TakenAsync(Sum);
        Assert.Equal((0, 1), (later.File.LinesTaken, later.File.LinesKnown));
        Assert.Equal([10_000L, 20_000], (await bank.AllAsync<Receipt>()).Select(one => one.AmountMinor).Order());
        Assert.Equal(30_000, (await bank.BalancesAsync())[1010]);
        Assert.Empty(await bank.AllAsync<EntryDetail>());
        Assert.Empty(await bank.CasesOfFilesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_ADayThatFourFilesTell_PostsItOnce(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var more = Entry("5.00", Paid("Rent"), "R-1");
        await bank.TakenAsync(Reported(Entry("300.00", reference: "B1")));
        await bank.TakenAsync(Reported(Entry("300.00", reference: "B1") + more));
        await bank.TakenAsync(Details);
        var last = await bank.TakenAsync(Camt(Entry("300.00", reference: "B1") + more, closing: "405.00"));
        Assert.Equal((0, 2), (last.File.LinesTaken, last.File.LinesKnown));
        Assert.Equal(30_500, (await bank.BalancesAsync())[1010]);
        Assert.Empty(await bank.CasesOfFilesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_OneFileOfStatementAndNotification_PostsItOnce(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        static string Bare(string text) => text[text.IndexOf("<Document", StringComparison.Ordinal)..];
        var rent = Entry("5.00", Paid("Rent"));
        var sums = Camt(Entry("300.00", reference: "B1") + rent, closing: "405.00");
        await bank.TakenAsync($"<All>{Bare(sums)}{Bare(Notified(Batch("300.00", "B1", "100.00", "200.00") + rent))}</All>");
        Assert.Equal(30_500, (await bank.BalancesAsync())[1010]);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_WhenTheBankGivesNoReference_GoesByDaySumAndKindOfFile(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Notified(Batch("300.00", "", "100.00", "200.00")));
        await bank.TakenAsync(Camt(Entry("300.00") + Entry("300.00"), closing: "700.00"));
        Assert.Equal(60_000, (await bank.BalancesAsync())[1010]);
        Assert.Equal(3, (await bank.LinesAsync()).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_EqualEntries_AreAsManyAsTheStatementTells(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Notified(Single("8.85", "SAME", "D1")));
        await bank.TakenAsync(Notified(Single("8.85", "SAME", "D2")));
        var equal = Entry("8.85", reference: "SAME");
        var all = await bank.TakenAsync(Camt(equal + equal + equal, closing: "126.55"));
        Assert.Equal((1, 2), (all.File.LinesTaken, all.File.LinesKnown));
        Assert.Equal(2_655, (await bank.BalancesAsync())[1010]);
    }

    [Theory]
    [OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_DetailsOfAnotherSum_AreACaseAndPostNothing(StoreKind kind)
    {
        var other = Notified(Batch("290.00", "B1", "90.00", "200.00"));
        foreach (var (first, second, booked) in new[] { (Sum, other, 30_000), (other, Sum, 29_000) })
        {
            await using var bank = await BankWorld.NewAsync(kind);
            await bank.TakenAsync(first);
            var later = await bank.TakenAsync(second);
            await bank.TakenAsync(second + "\n");
            Assert.Equal((0, 0), (later.File.LinesTaken, later.File.LinesKnown));
            Assert.True(later.File.LinesSkipped > 0);
            Assert.Equal(booked, (await bank.BalancesAsync())[1010]);
            var found = Assert.Single(await bank.CasesOfFilesAsync());
            Assert.Equal(("banking.entry-contradicted", ExceptionType.DuplicateConflict), (found.ReasonCode, found.Type));
            Assert.Equal(1_000, Math.Abs(found.AmountMinor!.Value));
            Assert.Contains("entry B1 of 2 Mar 2026", found.Summary, StringComparison.Ordinal);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_SumAndDetailsAtTheSameMoment_PostsOneOfThem(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        for (var i = 0; i < 5; i++)
        {
            var (reference, sum) = ($"B{i}", Entry("300.00", reference: $"B{i}"));
            var taken = await Task.WhenAll(
                bank.ImportAsync(Camt(sum, closing: "400.00", id: reference)),
                bank.ImportAsync(Notified(Batch("300.00", reference, "100.00", "200.00"))));
            Assert.All(taken, done => Assert.Null(done.Outcome.Refusal));
        }

        Assert.Equal(150_000, (await bank.BalancesAsync())[1010]);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Register_TheAccountOfBothFiles_PostsTheEntryOnce(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind, registered: false);
        await bank.TakenAsync(Sum);
        await bank.TakenAsync(Details);
        await bank.RegisterAsync(Iban, "EUR");
        Assert.Equal(2, (await bank.World.Use<TakeRegistered>().RunAsync(Actor.System("test"), default)).Value);
        Assert.Equal(30_000, (await bank.BalancesAsync())[1010]);
    }

    private static string Batch(string sum, string reference, params string[] parts) => Entry(
        sum, "<NtryDtls>" + string.Concat(parts.Select((part, i) => $"<TxDtls><Amt Ccy=\"EUR\">{part}</Amt>"
            + $"{Detail($"Invoice {i + 1}", $"Payer {i + 1}", "FR7630006000011234567890189", $"E2E-{i + 1}")}</TxDtls>"))
            + "</NtryDtls>", reference);

    private static string Single(string amount, string reference, string own) => Entry(
        amount, Paid("Rent").Replace("<Refs>", $"<Refs><AcctSvcrRef>{own}</AcctSvcrRef>", StringComparison.Ordinal), reference);

    private static string Notified(string entries) => Message("BkToCstmrDbtCdtNtfctn", "Ntfctn", entries);

    private static string Reported(string entries) => Message("BkToCstmrAcctRpt", "Rpt", entries);

    private static string Message(string message, string part, string entries) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document><{message}><{part}><Id>N-1</Id><CreDtTm>2026-03-02T20:00:00</CreDtTm>
        <Acct><Id><IBAN>{Iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{entries}</{part}></{message}></Document>
        """;
}
