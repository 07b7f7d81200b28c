using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Events;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

public sealed class ApplyReceiptTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-7")]
    public async Task Apply_ByHandAndTakenBack_EndsWhereItBegan(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 10_000);
        await PayAsync(world, null, 4_000);
        var before = await world.BalancesAsync();
        await using var db = await world.World.DbAsync();
        var receipt = (await db.Set<Receipt>().AsNoTracking().SingleAsync()).Id;
        var apply = world.World.Use<ApplyReceipt>();

        var noReason = await apply.RunAsync(new(receipt, "IE-1", null, " "), world.World.As("finance"), default);
        var tooMuch = await apply.RunAsync(new(receipt, "IE-1", 4_001, "Phoned"), world.World.As("finance"), default);
        var unknown = await apply.RunAsync(new(receipt, "IE-2", null, "Phoned"), world.World.As("finance"), default);
        var notAllowed = await apply.RunAsync(new(receipt, "IE-1", null, "Phoned"), world.World.As("auditor"), default);
        var applied = await apply.RunAsync(new(receipt, "IE-1", null, "The payer phoned"), world.World.As("finance"), default);

        Assert.Equal("shared.required", noReason.Refusal?.Code);
        Assert.Equal("cash.more-than-unapplied", tooMuch.Refusal?.Code);
        Assert.Equal("cash.unknown-invoice", unknown.Refusal?.Code);
        Assert.Equal("shared.not-allowed", notAllowed.Refusal?.Code);
        Assert.Null(applied.Refusal);
        Assert.Equal(6_000, (await db.Set<Invoice>().AsNoTracking().SingleAsync()).OpenMinor);

        var application = (await db.Set<Application>().AsNoTracking().SingleAsync()).Id;
        var unapply = world.World.Use<UnapplyReceipt>();
        var undone = await unapply.RunAsync(new(application, "Wrong invoice"), world.World.As("ops"), default);
        var again = await unapply.RunAsync(new(application, "Wrong invoice"), world.World.As("ops"), default);

        Assert.Null(undone.Refusal);
        Assert.Equal("cash.application-reversed", again.Refusal?.Code);
        Assert.Equal(before, await world.BalancesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-4")]
    public async Task Replay_OfAnEventThatIsDone_ChangesNothing(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 10_000);
        await PayAsync(world, "IE-1", 4_000);
        var before = await world.BalancesAsync();
        await using var db = await world.World.DbAsync();
        var id = (await db.Set<InboxEvent>().AsNoTracking().SingleAsync()).Id;
        var replay = world.World.Use<ReplayEvent>();

        Assert.Null((await replay.RunAsync(id, world.World.As("ops"), default)).Refusal);
        Assert.Equal("events.already-ready", (await replay.RunAsync(id, world.World.As("ops"), default)).Refusal?.Code);
        await world.Provider.SweepAsync();

        Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
        Assert.Equal(before, await world.BalancesAsync());
    }

    private static Task PayAsync(CashWorld world, string? invoice, long minor)
    {
        var payment = CashWorld.Payment("pay_1", invoice, minor, world.World.Now);
        return world.DeliverAsync([SandboxEvents.Payment(payment, "payment.succeeded", minor, world.World.Now)]);
    }
}
