using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Payouts.PaidPayout;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>
/// A payment comes back while the payout of its money is on its way: what has not left is stopped, what has left is owed.
/// </summary>
[Trait("Requirement", "PAY-6")]
public sealed class PaymentTakenBackTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Return_BeforeThePayoutIsSent_StopsItAndUnfundsFromHeldMoney(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, payment, batch) = await ReleasedAsync(world, kind);

        await world.Use<DemoEvents>().ReturnAsync(payment, Order);
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);

        Assert.Empty(bank.Taken);
        Assert.Equal((BatchState.Settled, PayoutItemState.Cancelled, FailureReasons.PaymentTakenBack),
            await StandAsync(payouts, batch));
        Assert.Equal(0, await payouts.BalanceAsync(Account.SettlementPayables));
        Assert.Equal(0, await payouts.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(0, await payouts.BalanceAsync(Account.UnappliedCash));
        var other = (await payouts.BatchAsync(batch)).Items[0].Sources.Where(s => s.InvoiceNumber != "IE-R1")
            .Sum(s => s.AmountMinor);
        Assert.Equal(other, await payouts.BalanceAsync(Account.HeldSettled));

        Assert.Equal(other, (await payouts.BatchAsync(await payouts.BuiltAsync())).TotalMinor);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_AfterThePayoutIsSent_IsOwedByThePayee(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, payment, batch) = await ReleasedAsync(world, kind);
        var inFlight = await payouts.BalanceAsync(Account.SettlementPayables);
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);

        await world.Use<DemoEvents>().ReturnAsync(payment, Order);

        Assert.Equal(PayoutItemState.Released, (await StandAsync(payouts, batch)).Item);
        Assert.Equal(inFlight, await payouts.BalanceAsync(Account.SettlementPayables));
        var lost = (await payouts.BatchAsync(batch)).Items[0].Sources.Where(s => s.InvoiceNumber == "IE-R1")
            .Sum(s => s.AmountMinor);
        Assert.Equal(-lost, await payouts.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(0, await payouts.BalanceAsync(Account.UnappliedCash));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_WhileThePayoutIsBeingSent_EitherStopsItOrOwesIt_NeverBoth(StoreKind kind)
    {
        for (var i = 0; i < 4; i++)
        {
            await using var world = await World.NewAsync(kind, CashWorld.Settings);
            var (payouts, payment, batch) = await ReleasedAsync(world, kind);
            var bank = new FakeBank();
            await Task.WhenAll(
                Task.Run(() => bank.DispatchAsync(world.Services)),
                Task.Run(() => world.Use<DemoEvents>().ReturnAsync(payment, Order)));
            world.Clock.Advance(Duration.FromMinutes(5));
            await world.Use<DemoEvents>().SweepAsync();
            await bank.DispatchAsync(world.Services);

            var isSent = bank.Taken.Count == 1;
            Assert.Equal(isSent ? PayoutItemState.Released : PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
            Assert.Equal(isSent, await payouts.BalanceAsync(Account.RecoverableFromPayees) < 0);
            Assert.Equal(isSent, await payouts.BalanceAsync(Account.SettlementPayables) > 0);
            Assert.Equal(0, await payouts.BalanceAsync(Account.UnappliedCash));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_WhileItsBatchIsApproved_KeepsTheBatchFromLeaving(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, payment) = await PaidAsync(world, kind);
        var batch = await payouts.ApprovedAsync();

        await world.Use<DemoEvents>().ReturnAsync(payment, Order);
        var transmitted = await payouts.TransmitAsync(batch, payouts.Controller1);

        Assert.True(transmitted.IsRefused);
        Assert.Empty(await payouts.InstructionsAsync());
        Assert.Equal((BatchState.Approved, PayoutItemState.Ready),
            ((await StandAsync(payouts, batch)).Batch, (await StandAsync(payouts, batch)).Item));
        Assert.Equal(0, await payouts.BalanceAsync(Account.RecoverableFromPayees));
    }

    [Fact]
    public async Task Unapply_ByAPersonBeforeThePayoutIsSent_StopsItToo()
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, StoreKind.Sqlite);
        await using var db = await world.DbAsync();
        var application = await db.Set<Application>().SingleAsync();

        Done(await world.Use<UnapplyReceipt>().RunAsync(
            new UnapplyReceipt.Command(application.Id, "wrong invoice"), world.As("ops"), CancellationToken.None));

        Assert.Equal(PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
        Assert.Equal(0, await payouts.BalanceAsync(Account.SettlementPayables));
        Assert.Equal(Gross, await payouts.BalanceAsync(Account.UnappliedCash));
    }

    [Fact]
    [Trait("Requirement", "INV-2")]
    public async Task Credit_OfCollectedMoneyBeforeThePayoutIsSent_StopsItToo()
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, StoreKind.Sqlite);
        await using var db = await world.DbAsync();
        var invoice = await db.Set<Invoice>().Where(one => one.Number == "IE-R1").Select(one => one.Id).SingleAsync();

        Done(await world.Use<CreditInvoice>().RunAsync(
            new CreditInvoice.Command(invoice, 10_000, "One draft was left out."), world.As("finance"), CancellationToken.None));

        Assert.Equal(PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
        Assert.Equal(0, await payouts.BalanceAsync(Account.SettlementPayables));
        Assert.Equal(0, await payouts.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(10_000, await payouts.BalanceAsync(Account.CustomerCredits));
    }
}
