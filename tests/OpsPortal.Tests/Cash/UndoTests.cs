using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

/// <summary>What runs by itself can be undone, and until when.</summary>
public sealed class UndoTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-6")]
    public async Task Match_CertainAndUncertain_OnlyWhatCanBeUndoneRunsByItself(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00051", 10_000);
        await world.IssueAsync("IE-2026-00052", 25_000);
        await UnappliedCash.TakeAsync(world, "certain", 10_000, "Nordwind AG", "IE-2026-00051");
        await UnappliedCash.TakeAsync(world, "short", 20_000, "Nordwind AG", "IE-2026-00052");
        var before = await world.BalancesAsync();

        var run = await world.World.Use<MatchReceipts>().RunAsync(Actor.System("match-receipts"), default);

        Assert.Equal(new MatchReceipts.Answer(1, 1, 0), run.Value);
        await using var db = await world.World.DbAsync();
        var application = await db.Set<Application>().SingleAsync();
        Assert.Equal(MatchOutcome.Waiting,
            (await db.Set<MatchRecord>().SingleAsync(match => match.ReceiptId != application.ReceiptId)).Outcome);
        Assert.NotEqual(before, await world.BalancesAsync());
        Assert.Null((await UndoAsync(world, application)).Refusal);
        Assert.Equal(before, await world.BalancesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-9")]
    [Trait("Requirement", "CLS-2")]
    public async Task Undo_AfterItsMonthIsClosed_IsRefusedWithWhatToDo(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00053", 10_000);
        await UnappliedCash.TakeAsync(world, "certain", 10_000, "Nordwind AG", "IE-2026-00053");
        await world.World.Use<MatchReceipts>().RunAsync(Actor.System("match-receipts"), default);
        await using var db = await world.World.DbAsync();
        var application = await db.Set<Application>().SingleAsync();
        await CloseAsync(world, application.AppliedAt);
        world.World.Clock.Advance(Duration.FromDays(40));
        var before = await world.BalancesAsync();

        var undone = await UndoAsync(world, application);

        Assert.Equal("cash.applied-in-closed-period", undone.Refusal?.Code);
        Assert.Contains("2026-03", undone.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("reopen the month", undone.Refusal.Text, StringComparison.Ordinal);
        Assert.Equal(before, await world.BalancesAsync());
        Assert.Null((await db.Set<Application>().AsNoTracking().SingleAsync()).ReversedAt);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-9")]
    public async Task Undo_OfAnAutomaticMatch_StaysUndoneWhenTheJobRunsAgain_UntilAPersonDecides(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00054", 10_000);
        var receipt = await UnappliedCash.TakeAsync(world, "certain", 10_000, "Nordwind AG", "IE-2026-00054");
        var match = world.World.Use<MatchReceipts>();
        await match.RunAsync(Actor.System("match-receipts"), default);
        await using var db = await world.World.DbAsync();
        Assert.Null((await UndoAsync(world, await db.Set<Application>().AsNoTracking().SingleAsync())).Refusal);

        var again = (await match.RunAsync(Actor.System("match-receipts"), default)).Value;
        var third = (await match.RunAsync(Actor.System("match-receipts"), default)).Value;

        Assert.Equal(new MatchReceipts.Answer(0, 1, 0), again);
        Assert.Equal(again, third);
        Assert.True((await db.Set<Application>().AsNoTracking().SingleAsync()).IsReversed);
        var kept = await db.Set<MatchRecord>().AsNoTracking().SingleAsync(found => found.IsCurrent);
        Assert.Equal((MatchDecision.Suggested, MatchOutcome.Waiting), (kept.Decision, kept.Outcome));
        Assert.Contains("It was applied to IE-2026-00054 before and taken back", kept.Reasons[^1], StringComparison.Ordinal);

        // What a person confirms after all is applied.
        var confirmed = await world.World.Use<ConfirmMatch>()
            .RunAsync(new(receipt, kept.Candidates[0].Allocations), world.World.As("ops"), default);
        Assert.Null(confirmed.Refusal);
        Assert.Equal(1, await db.Set<Application>().CountAsync(made => made.ReversedAt == null));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-9")]
    [Trait("Requirement", "CLS-2")]
    public async Task Undo_OfAPaymentOfAClosedMonthThatIsBookedInTheOpenOne_IsDone(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-2026-00055", 10_000);
        var paidAt = Instant.FromUtc(2026, 3, 31, 12, 0);
        world.World.Clock.Set(paidAt + Duration.FromDays(2));
        await CloseAsync(world, paidAt);
        var before = await world.BalancesAsync();
        await world.DeliverAsync([SandboxEvents.Payment(
            CashWorld.Payment("pay_1", "IE-2026-00055", 10_000, paidAt), "payment.succeeded", 10_000, paidAt)]);
        await using var db = await world.World.DbAsync();
        var application = await db.Set<Application>().SingleAsync();
        var key = PostingKeys.Applied(application.Id);
        Assert.Equal((paidAt, new LocalDate(2026, 4, 1)), (application.AppliedAt,
            (await db.Set<JournalEntry>().SingleAsync(entry => entry.PostingKey == key)).BookedOn));

        Assert.Null((await UndoAsync(world, application)).Refusal?.Text);

        Assert.Equal(["1020 EUR", "2600 EUR"], (await world.BalancesAsync()).Except(before).Select(row => row.Key));
    }

    private static Task<Outcome<ReceiptId>> UndoAsync(CashWorld world, Application application) =>
        world.World.Use<UnapplyReceipt>().RunAsync(new(application.Id, "It was another's."), world.World.As("ops"), default);

    private static async Task CloseAsync(CashWorld world, Instant at)
    {
        await using var db = await world.World.DbAsync();
        var day = at.InUtc().Date;
        var period = Domain.Ledger.Period.Open(new(Guid.CreateVersion7()), World.Ireland, new YearMonth(day.Year, day.Month), at);
        Assert.Null(period.Move(PeriodAction.BeginClosing, at).Refusal);
        Assert.Null(period.Move(PeriodAction.Close, at).Refusal);
        db.Add(period);
        await db.SaveChangesAsync();
    }
}
