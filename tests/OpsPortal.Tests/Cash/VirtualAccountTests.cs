using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Parties;
using OpsPortal.Tests.Banking;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Cash;

/// <summary>Money that a bank line brings to the account of one buyer, with nothing else that tells what it is for.</summary>
[Trait("Requirement", "CSH-4")]
public sealed class VirtualAccountTests
{
    private const string Number = "DE02120300000000202051";

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_PaidToABuyersAccountWithoutAReference_IsBookedWithItsReason(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var meant = await IssueAsync(bank, "Nordwind AG", "IE-2026-00017");
        var other = await IssueAsync(bank, "Suedlicht SE", "IE-2026-00018");
        Assert.Null((await GiveAsync(bank, meant.BuyerId, "DE02 1203 0000 0000 2020 51")).Refusal);

        await bank.TakenAsync(PaidTo(Number));

        var match = Assert.Single(await bank.AllAsync<MatchRecord>());
        Assert.Equal((MatchRule.VirtualAccount, MatchOutcome.Applied, 0.95), (match.Rule, match.Outcome, match.Score));
        Assert.Equal("It came to the virtual account that was given to this buyer.", match.Reasons[0]);
        var open = (await bank.AllAsync<Invoice>()).ToDictionary(invoice => invoice.Id, invoice => invoice.OpenMinor);
        Assert.Equal((0, 10_000), (open[meant.Id], open[other.Id]));
        Assert.Equal(Number, Assert.Single(await bank.AllAsync<Receipt>()).VirtualAccount);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-5")]
    public async Task Import_WhenTwoInvoicesOfTheBuyerHaveTheAmount_IsASuggestion(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var first = await IssueAsync(bank, "Nordwind AG", "IE-2026-00017");
        var second = await IssueAsync(bank, "Nordwind", "IE-2026-00018");
        await MergeAsync(bank, second.BuyerId, first.BuyerId);
        await GiveAsync(bank, first.BuyerId);

        await bank.TakenAsync(PaidTo(Number));

        var match = Assert.Single(await bank.AllAsync<MatchRecord>());
        Assert.Equal((MatchDecision.Suggested, MatchOutcome.Waiting), (match.Decision, match.Outcome));
        Assert.Equal(2, match.Candidates.Count);
        Assert.All(match.Candidates, candidate => Assert.Contains(
            candidate.Evidence, piece => piece.Feature == MatchFeature.VirtualAccountGiven));
        Assert.All(await bank.AllAsync<Invoice>(), invoice => Assert.Equal(10_000, invoice.OpenMinor));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_PaidToTheAccountOfAMergedBuyer_PaysTheOneThatStayed(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var invoice = await IssueAsync(bank, "Nordwind AG", "IE-2026-00017");
        var gone = await IssueAsync(bank, "Nordwind", "IE-2026-00018", 77_700);
        await GiveAsync(bank, gone.BuyerId);
        await MergeAsync(bank, gone.BuyerId, invoice.BuyerId);

        await bank.TakenAsync(PaidTo(Number));

        Assert.Equal(0, (await bank.AllAsync<Invoice>()).Single(one => one.Id == invoice.Id).OpenMinor);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_PaidToTheAccountOfAnotherCompanysBuyer_DoesNothing(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await IssueAsync(bank, "Nordwind AG", "IE-2026-00017");
        var foreign = await CreateBuyerAsync(bank, "Prairie Inc", World.America);
        Assert.Null((await GiveAsync(bank, foreign)).Refusal);

        await bank.TakenAsync(PaidTo(Number));

        var match = Assert.Single(await bank.AllAsync<MatchRecord>());
        Assert.NotEqual(MatchOutcome.Applied, match.Outcome);
        Assert.DoesNotContain(match.Candidates, candidate => candidate.Evidence.Any(
            piece => piece.Feature == MatchFeature.VirtualAccountGiven));
        Assert.Equal(10_000, Assert.Single(await bank.AllAsync<Invoice>()).OpenMinor);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_AfterTheAccountWasTakenAway_BooksNothing(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var invoice = await IssueAsync(bank, "Nordwind AG", "IE-2026-00017");
        await GiveAsync(bank, invoice.BuyerId);
        var takeAway = bank.World.Use<TakeAwayVirtualAccount>();

        Assert.Null((await takeAway.RunAsync(new(Number), bank.World.As("finance"), default)).Refusal);
        var again = await takeAway.RunAsync(new(Number), bank.World.As("finance"), default);
        await bank.TakenAsync(PaidTo(Number));

        Assert.Equal("shared.not-found", again.Refusal?.Code);
        Assert.Equal(10_000, Assert.Single(await bank.AllAsync<Invoice>()).OpenMinor);
        Assert.Equal(["Gave virtual account", "Took virtual account away"], await AuditedAsync(bank));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Give_WhatIsAnothersOrNoAccountOfABuyer_IsRefused(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (holder, other) = (await CreateBuyerAsync(bank, "Nordwind AG"), await CreateBuyerAsync(bank, "Suedlicht SE"));
        var alone = await bank.World.AddPersonAsync("Ann", [Domain.Access.Role.Finance], World.America);
        await GiveAsync(bank, holder);

        var taken = await GiveAsync(bank, other, Number.ToLowerInvariant());
        var foreign = await bank.World.Use<GiveVirtualAccount>().RunAsync(new(holder, "12345678"), alone, default);
        var foreignAway = await bank.World.Use<TakeAwayVirtualAccount>().RunAsync(new(Number), alone, default);
        var elsewhere = await bank.World.Use<GiveVirtualAccount>().RunAsync(
            new(await CreateBuyerAsync(bank, "Prairie Inc", World.America), Number), alone, default);
        var reader = await bank.World.Use<GiveVirtualAccount>().RunAsync(
            new(holder, "12345678"), bank.World.As("auditor"), default);

        Assert.Equal("parties.number-given", taken.Refusal?.Code);
        Assert.Contains("Nordwind AG", taken.Refusal!.Why, StringComparison.Ordinal);
        Assert.Equal(("shared.not-found", "shared.not-found"), (foreign.Refusal?.Code, foreignAway.Refusal?.Code));
        Assert.DoesNotContain("Nordwind", elsewhere.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal("shared.not-allowed", reader.Refusal?.Code);
        Assert.Equal("parties.number-of-all", (await GiveAsync(bank, other, Iban)).Refusal?.Code);
        Assert.Equal("parties.bad-check-digits", (await GiveAsync(bank, other, "DE03120300000000202051")).Refusal?.Code);
        await MergeAsync(bank, other, holder);
        Assert.Equal("parties.already-merged", (await GiveAsync(bank, other, "12345678")).Refusal?.Code);
        Assert.Single(await bank.AllAsync<VirtualAccount>());
        var added = await bank.World.Use<AddTreasuryAccount>().RunAsync(
            new(World.Ireland, "Second", Number, "EUR", true), bank.World.As("controller1"), default);
        Assert.Equal("parties.number-given", added.Refusal?.Code);
    }

    private static Task<Invoice> IssueAsync(BankWorld bank, string buyer, string number, long minor = 10_000) =>
        CashWorld.IssueToAsync(bank.World.Services, buyer, number, new Money(minor, Currency.Of("EUR")));

    private static Task<Outcome> GiveAsync(BankWorld bank, BuyerId buyer, string number = Number) =>
        bank.World.Use<GiveVirtualAccount>().RunAsync(new(buyer, number), bank.World.As("finance"), default);

    private static async Task<BuyerId> CreateBuyerAsync(BankWorld bank, string name, LegalEntityId? entity = null) =>
        (await bank.World.Use<CreateBuyer>().RunAsync(new(entity ?? World.Ireland, new(
            name, "ap@buyer.test", "DE", "Hafen 9", "")), bank.World.As("finance"), default)).Value;

    private static async Task MergeAsync(BankWorld bank, BuyerId gone, BuyerId staying) => Assert.Null(
        (await bank.World.Use<ChangeBuyer>().MergeAsync(gone, staying, bank.World.As("finance"), default)).Refusal);

    private static async Task<List<string>> AuditedAsync(BankWorld bank) =>
        [.. (await bank.AllAsync<Domain.Audit.AuditRow>()).Where(row => row.Action.Contains("virtual", StringComparison.Ordinal))
            .OrderBy(row => row.At).ThenBy(row => row.Action, StringComparer.Ordinal).Select(row => row.Action)];

    /// <summary>A statement of the company's account with EUR 100.00 that was paid to another account number of ours.</summary>
    private static string PaidTo(string account) => Camt(
        Entry("100.00", Paid("thank you", "Treasury Centre").Replace(
            "</DbtrAcct>", $"</DbtrAcct><CdtrAcct><Id><IBAN>{account}</IBAN></Id></CdtrAcct>", StringComparison.Ordinal), "R-1"),
        closing: "200.00");
}
