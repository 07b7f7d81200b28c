using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Desk;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

/// <summary>What people do on the workbench: confirm, discard, split, ask a second person, undo, and many at once.</summary>
[Trait("Requirement", "CSH-9")]
public sealed class WorkbenchTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-5")]
    public async Task Confirm_OfWhatAFreshRunProposes_PostsCountsAndKeepsTheReviewer(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00018", 25_000);
        var receipt = await UnappliedCash.TakeAsync(world, "r1", 20_000, "Nordwind AG", "IE-2026-00018");
        await world.World.Use<MatchReceipts>().RunAsync(Actor.System("test"), default);
        var shown = await ShownAsync(world, receipt);
        var confirm = world.World.Use<ConfirmMatch>();

        var other = await confirm.RunAsync(
            new(receipt, [shown[0] with { AmountMinor = 19_999 }]), world.World.As("finance"), default);
        var denied = await confirm.RunAsync(new(receipt, shown), world.World.As("auditor"), default);
        var done = await confirm.RunAsync(new(receipt, shown), world.World.As("finance"), default);
        var again = await confirm.RunAsync(new(receipt, shown), world.World.As("finance"), default);

        Assert.Equal("matching.not-proposed", other.Refusal?.Code);
        Assert.Equal("shared.not-allowed", denied.Refusal?.Code);
        Assert.Null(done.Refusal);
        Assert.Equal("matching.not-open", again.Refusal?.Code);
        await using var db = await world.World.DbAsync();
        Assert.Equal(5_000, (await db.Set<Invoice>().SingleAsync()).OpenMinor);
        Assert.Equal(ApplicationRule.ConfirmedSuggestion, (await db.Set<Application>().SingleAsync()).Rule);
        var match = await db.Set<MatchRecord>().SingleAsync(m => m.IsCurrent);
        Assert.Equal(MatchOutcome.Confirmed, match.Outcome);
        Assert.NotNull(match.DecidedBy);
        Assert.Equal(1, (await db.Set<FeatureTally>().SingleAsync(t => t.Feature == MatchFeature.NumberNamed)).Confirmed);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-5")]
    public async Task Discard_OfASuggestion_LeavesTheCashAndIsNotSuggestedAgain(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00018", 25_000);
        var receipt = await UnappliedCash.TakeAsync(world, "r1", 20_000, "Nordwind AG", "IE-2026-00018");
        var discard = world.World.Use<DiscardMatch>();

        var done = await discard.RunAsync(receipt, world.World.As("ops"), default);
        var again = await discard.RunAsync(receipt, world.World.As("ops"), default);
        await world.World.Use<MatchReceipts>().RunAsync(Actor.System("test"), default);

        Assert.Null(done.Refusal);
        Assert.Equal("matching.not-waiting", again.Refusal?.Code);
        await using var db = await world.World.DbAsync();
        Assert.Equal(MatchOutcome.Discarded, (await db.Set<MatchRecord>().SingleAsync(m => m.IsCurrent)).Outcome);
        Assert.Equal(20_000, (await db.Set<Receipt>().SingleAsync()).UnappliedMinor);
        Assert.Equal(1, (await db.Set<FeatureTally>().SingleAsync(t => t.Feature == MatchFeature.NumberNamed)).Discarded);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Split_OverInvoices_KeepsTheRestAndIsUndone(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 10_000);
        await world.IssueAsync("IE-2", 10_000);
        var receipt = await UnappliedCash.TakeAsync(world, "r1", 25_000, null, null);
        var before = await world.BalancesAsync();
        var allocate = world.World.Use<AllocateReceipt>();

        var twice = await SplitAsync(allocate, world, receipt, ("IE-1", 1_000), ("IE-1", 1_000));
        var tooMuch = await SplitAsync(allocate, world, receipt, ("IE-1", 10_000), ("IE-2", 10_001));
        var unknown = await SplitAsync(allocate, world, receipt, ("IE-1", 10_000), ("IE-9", 1));
        var done = await SplitAsync(allocate, world, receipt, ("IE-1", 10_000), ("IE-2", 4_000));

        Assert.Equal("matching.chosen-twice", twice.Refusal?.Code);
        Assert.Equal("cash.more-than-open", tooMuch.Refusal?.Code);
        Assert.Equal("cash.unknown-invoice", unknown.Refusal?.Code);
        Assert.Null(done.Refusal);
        await using var db = await world.World.DbAsync();
        Assert.Equal(11_000, (await db.Set<Receipt>().AsNoTracking().SingleAsync()).UnappliedMinor);
        foreach (var application in done.Value.Applications)
            Assert.Null((await world.World.Use<UnapplyReceipt>().RunAsync(
                new(application, "Undone"), world.World.As("ops"), default)).Refusal);
        Assert.Equal(before, await world.BalancesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-7")]
    public async Task Split_AboveTheLimit_WaitsForAControllerWhoIsNotTheFirst(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 2_000_000);
        var receipt = await UnappliedCash.TakeAsync(world, "r1", 1_500_000, null, null);
        var allocate = world.World.Use<AllocateReceipt>();
        var decide = world.World.Use<DecideAllocation>();

        var asked = await SplitAsync(allocate, world, receipt, ("IE-1", 1_500_000));
        var second = await SplitAsync(allocate, world, receipt, ("IE-1", 1_000));
        await using var db = await world.World.DbAsync();
        var id = (await db.Set<AllocationRequest>().AsNoTracking().SingleAsync()).Id;
        Assert.Equal((0, 1), (await WaitingAsync(world, "finance", receipt), await WaitingAsync(world, "controller1", receipt)));
        var own = await decide.ApproveAsync(id, world.World.As("finance"), default);
        var approved = await decide.ApproveAsync(id, world.World.As("controller1"), default);
        var again = await decide.ApproveAsync(id, world.World.As("controller2"), default);

        Assert.True(asked.Value.Waits);
        Assert.Equal("matching.request-waits", second.Refusal?.Code);
        Assert.Equal("shared.not-allowed", own.Refusal?.Code);
        Assert.Null(approved.Refusal);
        Assert.Equal("matching.request-decided", again.Refusal?.Code);
        Assert.Equal(500_000, (await db.Set<Invoice>().AsNoTracking().SingleAsync()).OpenMinor);
    }

    private static async Task<int> WaitingAsync(CashWorld world, string who, ReceiptId receipt) =>
        (await world.World.Use<WaitingList>().RunAsync(world.World.As(who), default)).Value.Items
            .Count(item => item.Href == AllocationDesk.Path(receipt));

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-7")]
    public async Task Apply_OnTheReceiptsPageOrInParts_IsNoWayAroundTheLimit(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 2_000_000);
        var receipt = await UnappliedCash.TakeAsync(world, "r1", 1_500_000, null, null);
        var apply = world.World.Use<ApplyReceipt>();
        var (finance, ops) = (world.World.As("finance"), world.World.As("ops"));

        var small = await apply.RunAsync(new(receipt, "IE-1", 600_000, "Phoned"), finance, default);
        var tooMuch = await apply.RunAsync(new(receipt, "IE-1", 1_000_000, "Phoned"), finance, default);
        var rest = await apply.RunAsync(new(receipt, "IE-1", 400_001, "Phoned"), finance, default);
        var second = await apply.RunAsync(new(receipt, "IE-1", 1_000, "Phoned"), ops, default);

        Assert.Equal((false, true), (small.Value.Waits, rest.Value.Waits));
        Assert.Equal("cash.more-than-unapplied", tooMuch.Refusal?.Code);
        Assert.Equal("matching.request-waits", second.Refusal?.Code);
        await using var db = await world.World.DbAsync();
        Assert.Equal(1_400_000, (await db.Set<Invoice>().AsNoTracking().SingleAsync()).OpenMinor);
        var shown = await world.World.Use<ReceiptDetail>().RunAsync(receipt, ops, default);
        Assert.Equal(400_001, shown.Value.Waiting?.Total.Minor);
        var decided = await world.World.Use<DecideAllocation>().ApproveAsync(
            shown.Value.Waiting!.Id, world.World.As("controller1"), default);
        Assert.Null(decided.Refusal);
        Assert.Equal(999_999, (await db.Set<Invoice>().AsNoTracking().SingleAsync()).OpenMinor);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-5")]
    public async Task ConfirmMany_AfterTheWorldHasMoved_EndsEachRowWithItsReason(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00018", 25_000);
        await world.IssueAsync("IE-2026-00019", 35_000);
        var good = await UnappliedCash.TakeAsync(world, "r1", 20_000, "Nordwind AG", "IE-2026-00018");
        var stale = await UnappliedCash.TakeAsync(world, "r2", 30_000, "Nordwind AG", "IE-2026-00019");
        var none = await UnappliedCash.TakeAsync(world, "r3", 7, "Nobody", null);
        await world.World.Use<MatchReceipts>().RunAsync(Actor.System("test"), default);
        await SplitAsync(world.World.Use<AllocateReceipt>(), world, stale, ("IE-2026-00019", 1_000));

        var confirm = world.World.Use<ConfirmMatch>();
        var rows = (await confirm.ManyAsync([good, stale, none], world.World.As("finance"), default)).Value;

        Assert.Equal([BulkEnd.Done, BulkEnd.Ineligible, BulkEnd.Ineligible], rows.Select(row => row.End));
        Assert.All(rows, row => Assert.NotEmpty(row.Why));
    }

    private static Task<Outcome<Allocated>> SplitAsync(
        AllocateReceipt allocate, CashWorld world, ReceiptId receipt, params (string Number, long Minor)[] parts) =>
        allocate.RunAsync(new(receipt, [.. parts.Select(part => new AllocateReceipt.Part(part.Number, part.Minor))],
            "The payer phoned"), world.World.As("finance"), default);

    private static async Task<IReadOnlyList<MatchAllocation>> ShownAsync(CashWorld world, ReceiptId receipt)
    {
        var detail = await world.World.Use<WorkbenchDetail>().RunAsync(receipt, world.World.As("finance"), default);
        return WorkbenchDetail.Candidates(detail.Value.Result)[0].Allocations;
    }
}
