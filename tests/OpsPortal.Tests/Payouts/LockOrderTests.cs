using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Payouts.PaidPayout;
using Application = OpsPortal.Domain.Cash.Application;

namespace OpsPortal.Tests.Payouts;

/// <summary>Whoever moves a payment's money takes the payment before what hangs on it, so that no two wait in a ring. Told by
/// what is still free while a payment is held by somebody else. PostgreSQL alone: SQLite has one writer.</summary>
[Trait("Requirement", "PAY-11")]
public sealed class LockOrderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, OnPostgres]
    public Task Return_TakesThePaymentBeforeItsPayouts(StoreKind kind) =>
        WhileHeldAsync(kind, (world, payment) => world.Use<DemoEvents>().ReturnAsync(payment, Order));

    [Theory, OnPostgres]
    public Task Unapply_TakesThePaymentBeforeItsPayouts(StoreKind kind) => WhileHeldAsync(kind, async (world, payment) =>
    {
        await using var db = await world.DbAsync();
        var application = await db.Set<Application>().SingleAsync(one => db.Set<Receipt>()
            .Any(receipt => receipt.Id == one.ReceiptId && receipt.ProviderReference == payment));
        Assert.Null((await world.Use<UnapplyReceipt>().RunAsync(
            new(application.Id, "It belongs to another buyer."), world.As("ops"), default)).Refusal?.Text);
    });

    private static async Task WhileHeldAsync(StoreKind kind, Func<World, string, Task> moves)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, payment, batch) = await ReleasedAsync(world, kind);
        Task moved;
        await using (var holder = await world.DbAsync())
        await using (var held = await holder.Database.BeginTransactionAsync())
        {
            await holder.Set<Receipt>().Where(receipt => receipt.ProviderReference == payment)
                .ExecuteUpdateAsync(set => set.SetProperty(receipt => receipt.Rail, receipt => receipt.Rail));
            moved = Task.Run(() => moves(world, payment));
            await WaitsAsync(holder);
            await using var third = await world.DbAsync();
            await using var free = await third.Database.BeginTransactionAsync();
            await third.Database.ExecuteSqlAsync($"SELECT 1 FROM \"PayoutItems\" FOR UPDATE NOWAIT");
            await third.Database.ExecuteSqlAsync($"SELECT 1 FROM \"PayoutInstructions\" FOR UPDATE NOWAIT");
        }

        await moved.WaitAsync(Patience);
        Assert.Equal(PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
    }

    private static async Task WaitsAsync(OpsDbContext db)
    {
        for (var until = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < until; await Task.Delay(20))
            if (await db.Database.SqlQuery<int>(
                $"SELECT COUNT(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted").SingleAsync() > 0)
                return;
        Assert.Fail("Nobody waits for the payment.");
    }
}
