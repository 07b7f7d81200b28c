using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Milestones;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Payouts.PaidPayout;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>A released payout that has not left is stopped by a hold and by work that is not accepted any more.</summary>
public sealed class StoppedPayoutTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-11")]
    public async Task Hold_BeforeThePayoutIsSent_StopsItAndBlocksItsMoney(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var inFlight = await payouts.BalanceAsync(Account.SettlementPayables);

        await HoldAsync(payouts, HoldScope.AllPayouts);
        var bank = await SendAsync(world);

        Assert.Empty(bank.Taken);
        Assert.Equal((BatchState.Settled, PayoutItemState.Cancelled, FailureReasons.Stopped), await StandAsync(payouts, batch));
        Assert.Equal((0, 0, inFlight), await PlacesAsync(payouts));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-11")]
    public async Task Hold_OfOneInvoice_StopsThePayoutThatPaysIt_AndBlocksOnlyThat(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var sources = (await payouts.BatchAsync(batch)).Items[0].Sources;
        var held = sources.Single(source => source.InvoiceNumber == "IE-R1");
        var other = sources.Where(source => source.InvoiceId != held.InvoiceId).Sum(source => source.AmountMinor);

        await HoldAsync(payouts, HoldScope.Invoices, Guid.CreateVersion7());
        Assert.Equal(PayoutItemState.Released, (await StandAsync(payouts, batch)).Item);
        await HoldAsync(payouts, HoldScope.Invoices, held.InvoiceId.Value);

        Assert.Equal(PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
        Assert.Equal((0, other, held.AmountMinor), await PlacesAsync(payouts));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-11")]
    public async Task Hold_AfterThePayoutIsSent_LeavesIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var before = await PlacesAsync(payouts);
        await SendAsync(world);

        await HoldAsync(payouts, HoldScope.AllPayouts);

        Assert.Equal(PayoutItemState.Released, (await StandAsync(payouts, batch)).Item);
        Assert.Equal(before, await PlacesAsync(payouts));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-11")]
    public async Task Hold_WhileItIsNotKnownWhetherThePayoutWasSent_StopsItOnceTheProviderNeverGotIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var inFlight = await payouts.BalanceAsync(Account.SettlementPayables);
        var bank = new FakeBank { IsDown = true };
        await bank.DispatchAsync(world.Services);

        await HoldAsync(payouts, HoldScope.AllPayouts);
        Assert.Equal(PayoutItemState.Unknown, (await StandAsync(payouts, batch)).Item);
        bank.IsDown = false;
        await AskAsync(world, bank);

        Assert.Empty(bank.Taken);
        Assert.Equal((BatchState.Settled, PayoutItemState.Cancelled, FailureReasons.Stopped), await StandAsync(payouts, batch));
        Assert.Equal((0, inFlight), (await payouts.BalanceAsync(Account.SettlementPayables),
            await payouts.BalanceAsync(Account.HeldSettled) + await payouts.BalanceAsync(Account.BlockedByCompliance)));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-11")]
    public async Task Hold_WhileTheProviderHasThePayoutAndItsAnswerWasLost_LeavesIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var bank = new FakeBank { LoseAnswers = true };
        await bank.DispatchAsync(world.Services);

        await HoldAsync(payouts, HoldScope.AllPayouts);
        bank.LoseAnswers = false;
        await AskAsync(world, bank);

        Assert.Equal(1, bank.Calls);
        Assert.Equal(PayoutItemState.Processing, (await StandAsync(payouts, batch)).Item);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-11")]
    public async Task Hold_BeforeAPayoutThatNeverArrivedIsSentAgain_StopsIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var bank = new FakeBank { IsDown = true };
        await bank.DispatchAsync(world.Services);
        bank.IsDown = false;
        world.Clock.Advance(Duration.FromMinutes(1));
        await bank.EnquireAsync(world.Services);

        await HoldAsync(payouts, HoldScope.AllPayouts);
        await bank.DispatchAsync(world.Services);

        Assert.Empty(bank.Taken);
        Assert.Equal(PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-6")]
    public async Task Stopped_AndPaidAfterAll_TakesItsMoneyFromWhereTheHoldPutIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var item = (await payouts.BatchAsync(batch)).Items[0];
        await HoldAsync(payouts, HoldScope.AllPayouts);
        Assert.Equal((0, 0, item.AmountMinor), await PlacesAsync(payouts));

        await TellAsync(world, AtProvider(item, world.Now), "paid", world.Now - Duration.FromHours(1));

        Assert.Equal(PayoutItemState.Paid, (await StandAsync(payouts, batch)).Item);
        Assert.Equal((0, 0, 0), await PlacesAsync(payouts));
        await using var db = await world.DbAsync();
        Assert.Contains("counted as cancelled", (await db.Set<ExceptionCase>().SingleAsync(
            one => one.Type == ExceptionType.PaidAfterFailure)).Summary, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-6")]
    public async Task Reverse_OfTheMilestoneBeforeThePayoutIsSent_StopsIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var milestone = await AcceptedMilestoneAsync(world);

        Assert.Null((await world.Use<ReverseMilestone>().RunAsync(
            new(milestone, "Signed by mistake", null), world.As("finance"), default)).Refusal?.Text);

        Assert.Empty((await SendAsync(world)).Taken);
        Assert.Equal(PayoutItemState.Cancelled, (await StandAsync(payouts, batch)).Item);
        Assert.Equal(0, await payouts.BalanceAsync(Account.SettlementPayables));
    }

    private static async Task HoldAsync(PayoutWorld payouts, HoldScope scope, params Guid[] targets) =>
        Done(await payouts.Use<PlaceHold>().RunAsync(
            new HoldRequest(payouts.Payees[0], scope, HoldReason.Sanctions, "pattern", "papers") { Targets = targets },
            payouts.As("compliance"), default));

    /// <summary>A minute later the provider is asked, and what may be sent is sent.</summary>
    private static async Task AskAsync(World world, FakeBank bank)
    {
        world.Clock.Advance(Duration.FromMinutes(1));
        await bank.EnquireAsync(world.Services);
        await bank.DispatchAsync(world.Services);
    }

    private static async Task<FakeBank> SendAsync(World world)
    {
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);
        return bank;
    }

    private static async Task<(long InFlight, long Held, long Blocked)> PlacesAsync(PayoutWorld payouts) => (
        await payouts.BalanceAsync(Account.SettlementPayables), await payouts.BalanceAsync(Account.HeldSettled),
        await payouts.BalanceAsync(Account.BlockedByCompliance));
}
