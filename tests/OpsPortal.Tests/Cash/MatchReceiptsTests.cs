using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

[Trait("Requirement", "CSH-5")]
public sealed class MatchReceiptsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Run_OverUnappliedCash_PostsWhatIsCertainAndSuggestsTheRest(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await world.IssueAsync("IE-2026-00018", 25_000);
        await UnappliedCash.TakeAsync(world, "r1", 10_000, "Nordwind AG", "Invoice IE 2026 17, thank you");
        await UnappliedCash.TakeAsync(world, "r2", 20_000, "Nordwind AG", "IE-2026-00018");

        var run = (await Match(world)).Value;

        Assert.Equal(new MatchReceipts.Answer(1, 1, 0), run);
        await using var db = await world.World.DbAsync();
        var invoices = await db.Set<Invoice>().ToDictionaryAsync(i => i.Number!, i => i.OpenMinor);
        Assert.Equal((0L, 25_000L), (invoices["IE-2026-00017"], invoices["IE-2026-00018"]));
        var kept = await db.Set<MatchRecord>().ToListAsync();
        var posted = Assert.Single(kept, match => match.Outcome == MatchOutcome.Applied);
        Assert.Equal((MatchRule.ExactReference, 1.0, 0), (posted.Rule, posted.Score, posted.PolicyNumber));
        var waiting = Assert.Single(kept, match => match.Outcome == MatchOutcome.Waiting);
        Assert.NotEmpty(waiting.Reasons);
        Assert.Equal(20_000, waiting.Candidates[0].Allocations.Single().AmountMinor);
        Assert.Contains(waiting.Candidates[0].Evidence, piece => piece.Feature == MatchFeature.NumberNamed);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-2")]
    public async Task Run_ThatUsesAllOfAReceipt_ClosesItsCaseWithThePosting(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        var unknown = await UnappliedCash.TakeAsync(world, "r1", 777, "Nobody we know", "hello");
        var early = await UnappliedCash.TakeAsync(world, "r2", 10_000, "Nordwind AG", "IE-2026-00017");
        await Match(world);
        Assert.Equal([null, null], (await CasesAsync(world)).Select(found => found.ResolvingEntryId));
        await world.IssueAsync("IE-2026-00017", 10_000);

        await Match(world);

        var cases = (await CasesAsync(world)).ToDictionary(found => found.ReceiptId!.Value);
        Assert.Equal(2, cases.Count);
        Assert.Equal((ExceptionState.Open, ExceptionState.Resolved), (cases[unknown].State, cases[early].State));
        await using var db = await world.World.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(e => e.Id == cases[early].ResolvingEntryId);
        Assert.Equal(early, entry.ReceiptId);
    }

    private static async Task<List<ExceptionCase>> CasesAsync(CashWorld world)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<ExceptionCase>().Where(found => found.Type == ExceptionType.UnmatchedDeposit).ToListAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_Twice_ChangesNothing(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await world.IssueAsync("IE-2026-00018", 25_000);
        await UnappliedCash.TakeAsync(world, "r1", 10_000, "Nordwind AG", "IE-2026-00017");
        await UnappliedCash.TakeAsync(world, "r2", 20_000, "Nordwind AG", "IE-2026-00018");
        await Match(world);
        var before = await StandAsync(world);

        var again = (await Match(world)).Value;

        Assert.Equal(0, again.Applied);
        Assert.Equal(before, await StandAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-4")]
    public async Task Run_WhenAFewCentsAreMissing_PostsTheDifferenceAndTakesItBackWithTheCash(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await UnappliedCash.TakeAsync(world, "r1", 9_970, "Nordwind AG", "IE-2026-00017");
        var before = await world.BalancesAsync();

        await Match(world);

        await using var db = await world.World.DbAsync();
        var invoice = await db.Set<Invoice>().AsNoTracking().SingleAsync();
        Assert.Equal((0L, 9_970L, 30L, InvoiceState.Paid),
            (invoice.OpenMinor, invoice.AppliedMinor, invoice.ToleratedMinor, invoice.State));
        Assert.Equal(7, (await db.Set<JournalLine>().SingleAsync(line => line.Account == Account.Tolerances)).AmountMinor);
        Assert.DoesNotContain((await world.BalancesAsync()).Keys, key => key.StartsWith("2100", StringComparison.Ordinal));
        var application = (await db.Set<Application>().SingleAsync()).Id;
        var undone = await world.World.Use<UnapplyReceipt>().RunAsync(
            new(application, "Wrong payer"), world.World.As("ops"), default);
        Assert.Null(undone.Refusal);
        Assert.Equal(before, await world.BalancesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_AfterAPayerIsKnown_UsesItsAccount(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await world.IssueAsync("IE-2026-00018", 25_000);
        await UnappliedCash.TakeAsync(world, "r1", 10_000, "NW Treasury", "IE-2026-00017", "DE89370400440532013000");
        await Match(world);
        await UnappliedCash.TakeAsync(world, "r2", 25_000, "NW Treasury", null, "DE89 3704 0044 0532 0130 00");

        await Match(world);

        await using var db = await world.World.DbAsync();
        var last = await db.Set<MatchRecord>().OrderByDescending(match => match.MatchedAt).FirstAsync();
        Assert.NotEqual(MatchRule.Ranking, last.Rule);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_WhenThePolicyWantsAPersonToLook_OnlySuggests(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await UnappliedCash.TakeAsync(world, "r1", 10_000, "Nordwind AG", "IE-2026-00017");
        var change = world.World.Use<ChangeMatchPolicy>();
        var rules = MatchingRules.Delivered with { ReviewedFirst = [MatchRule.ExactReference] };

        var denied = await change.RunAsync(new(World.Ireland, rules, "Look first"), world.World.As("finance"), default);
        var wrong = await change.RunAsync(
            new(World.Ireland, rules with { SuggestedFrom = 2 }, "Look first"), world.World.As("controller1"), default);
        var changed = await change.RunAsync(new(World.Ireland, rules, "Look first"), world.World.As("controller1"), default);
        var run = (await Match(world)).Value;

        Assert.Equal("shared.not-allowed", denied.Refusal?.Code);
        Assert.Equal("matching.policy-numbers", wrong.Refusal?.Code);
        Assert.Null(changed.Refusal);
        Assert.Equal(new MatchReceipts.Answer(0, 1, 0), run);
        await using var db = await world.World.DbAsync();
        var kept = await db.Set<MatchRecord>().SingleAsync();
        Assert.Equal((MatchRule.ExactReference, 1), (kept.Rule, kept.PolicyNumber));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task DryRun_AgainstHistory_TellsWhatWouldHaveBeenDifferent(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await world.IssueAsync("IE-2026-00018", 25_000);
        await UnappliedCash.TakeAsync(world, "r1", 10_000, "Nordwind AG", "IE-2026-00017");
        await Match(world);
        var other = await UnappliedCash.TakeAsync(world, "r2", 777, "Somebody", "gift");
        await world.World.Use<ApplyReceipt>().RunAsync(
            new(other, "IE-2026-00018", null, "The payer phoned"), world.World.As("finance"), default);

        var run = (await world.World.Use<DryRunMatching>().RunAsync(90, world.World.As("auditor"), default)).Value;

        Assert.Equal(2, run.Looked);
        Assert.Equal(1, run.Counts[DryRunMatching.Finding.SameByItself]);
        Assert.Equal("IE-2026-00018", Assert.Single(run.Changed).Was);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-2")]
    public async Task Stages_OfAReceiptThatARuleApplied_AreStraightThroughAndByHandTheyAreNot(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00017", 10_000);
        await world.IssueAsync("IE-2026-00018", 25_000);
        var byRule = await UnappliedCash.TakeAsync(world, "r1", 10_000, "Nordwind AG", "IE-2026-00017");
        var byHand = await UnappliedCash.TakeAsync(world, "r2", 777, "Somebody", "gift");
        var detail = world.World.Use<ReceiptDetail>();
        Assert.False((await detail.RunAsync(byRule, world.World.As("ops"), default)).Value.Stages.IsComplete);
        await Match(world);
        await world.World.Use<ApplyReceipt>().RunAsync(
            new(byHand, "IE-2026-00018", null, "The payer phoned"), world.World.As("finance"), default);

        var straight = (await detail.RunAsync(byRule, world.World.As("ops"), default)).Value.Stages;
        var touched = (await detail.RunAsync(byHand, world.World.As("ops"), default)).Value.Stages;

        Assert.Equal(
            ["Authorised", "Processed", "Matched", "Exception", "Posted", "Reported"], straight.Rows.Select(row => row.Name));
        Assert.Equal(
            ["The provider's event", "The journal entry", "Invoice IE-2026-00017", null, "The journal entry", null],
            straight.Rows.Select(row => row.Proof?.Words));
        Assert.True(straight.IsStraightThrough);
        Assert.True(touched.IsComplete);
        Assert.False(touched.IsStraightThrough);
    }

    private static async Task<Outcome<MatchReceipts.Answer>> Match(CashWorld world) =>
        await world.World.Use<MatchReceipts>().RunAsync(Actor.System("test"), default);

    private static async Task<(int, int, int, int)> StandAsync(CashWorld world)
    {
        await using var db = await world.World.DbAsync();
        return (await db.Set<MatchRecord>().CountAsync(), await db.Set<Application>().CountAsync(),
            await db.Set<JournalEntry>().CountAsync(), await db.Set<MatchRecord>().SumAsync(match => match.Revision));
    }
}
