using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
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
