using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Payouts.PaidPayout;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>A failure and a payment of the same payout that are told in another order than they happened, by whoever tells
/// them.</summary>
[Trait("Requirement", "PAY-6")]
public sealed class FailureOrderTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task PaidBeforeAFailureThatAnEnquiryConcluded_BooksNothingOnceTheProviderDatedTheFailure(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        await AskAsync(flow, "failed");
        await TellAsync(flow.World, flow.AtProvider, "failed", flow.Start + Duration.FromMinutes(3), "could_not_process");

        await TellAsync(flow.World, flow.AtProvider, "paid", flow.Start + Duration.FromMinutes(2));

        Assert.Equal((PayoutItemState.Failed, flow.Item.AmountMinor), await StandAsync(flow));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidBeforeAFailureThatTheEnquiryItselfDated_BooksNothing(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        flow.Bank.Since = flow.Start + Duration.FromMinutes(3);
        await AskAsync(flow, "failed");

        await TellAsync(flow.World, flow.AtProvider, "paid", flow.Start + Duration.FromMinutes(2));
        Assert.Equal((PayoutItemState.Failed, flow.Item.AmountMinor), await StandAsync(flow));

        await TellAsync(flow.World, flow.AtProvider, "paid", flow.Start + Duration.FromMinutes(4));
        Assert.Equal((PayoutItemState.Paid, 0), await StandAsync(flow));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidByAnAnswerOfNow_AfterAFailureThatAClockAheadDated_IsPaidAfterAll(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        await TellAsync(
            flow.World, flow.AtProvider, "failed", flow.World.Now + Duration.FromMinutes(50), "could_not_process");
        flow.World.Clock.Advance(Duration.FromMinutes(10));

        await AskAsync(flow, "paid");

        Assert.Equal((PayoutItemState.Paid, 0), await StandAsync(flow));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidByAnAnswerToWhatWasAskedBeforeTheFailureWasKnown_OverturnsNothing_AndIsAskedAgain(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        flow.Bank.Meanwhile = () => TellAsync(flow.World, flow.AtProvider, "failed", flow.World.Now, "could_not_process");
        await AskAsync(flow, "paid");
        Assert.Equal((PayoutItemState.Failed, flow.Item.AmountMinor), await StandAsync(flow));

        (flow.Bank.Meanwhile, flow.Bank.Since) = (null, flow.Start);
        await AskAsync(flow, "paid");

        Assert.Equal((PayoutItemState.Paid, 0), await StandAsync(flow));
        await using var db = await flow.World.DbAsync();
        Assert.Equal(ExceptionState.Open, (await db.Set<ExceptionCase>().SingleAsync(
            one => one.Type == ExceptionType.PaidAfterFailure)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidByTwoPeople_OfWhomTheFirstSpokeBeforeTheFailure_IsRefused(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        flow.World.Clock.Advance(Duration.FromHours(21));
        Assert.False(Done(await SettleAsync(flow, flow.Payouts.Controller1)));
        await TellAsync(flow.World, flow.AtProvider, "failed", flow.World.Now, "could_not_process");

        Assert.Equal("payouts.outcome-known", (await SettleAsync(flow, flow.Payouts.Controller2)).Refusal?.Code);

        Assert.Equal((PayoutItemState.Failed, flow.Item.AmountMinor), await StandAsync(flow));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidByTwoPeople_IsNotCalledNeverSent_AndItsCaseNamedThePayee(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        flow.Bank.Taken.Clear();
        flow.World.Clock.Advance(Duration.FromHours(21));
        await flow.Bank.EnquireAsync(flow.World.Services);
        await using (var db = await flow.World.DbAsync())
            Assert.Equal(flow.Item.PayeeId, (await db.Set<ExceptionCase>().SingleAsync(
                one => one.Type == ExceptionType.UnknownOutcome)).PayeeId);

        Assert.False(Done(await SettleAsync(flow, flow.Payouts.Controller1)));
        Assert.True(Done(await SettleAsync(flow, flow.Payouts.Controller2)));

        await using var after = await flow.World.DbAsync();
        var entry = await after.Set<JournalEntry>().SingleAsync(one => one.Family == EventFamily.PayoutPaidAtOnce);
        Assert.Equal("Paid", entry.Memo);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidAfterFailed_EndsTheFailuresCase_AndThePauseThatItWas(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        await TellAsync(flow.World, flow.AtProvider, "failed", flow.World.Now, "account_closed");
        Assert.StartsWith("Payout ", (await PayeeAsync(flow)).PausedReason, StringComparison.Ordinal);

        await TellAsync(flow.World, flow.AtProvider, "paid", flow.World.Now);

        Assert.Null((await PayeeAsync(flow)).PausedReason);
        await using var db = await flow.World.DbAsync();
        var open = await db.Set<ExceptionCase>().Where(one => one.State != ExceptionState.Resolved).ToListAsync();
        Assert.Equal([ExceptionType.PaidAfterFailure], open.Select(one => one.Type));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidAfterFailed_LeavesAPauseThatAPersonMade(StoreKind kind)
    {
        await using var flow = await UnknownAsync(kind);
        await using (var db = await flow.World.DbAsync())
        {
            Assert.Null((await db.Set<Payee>().SingleAsync(one => one.Id == flow.Item.PayeeId)).Pause("Under review.").Refusal);
            await db.SaveChangesAsync();
        }

        await TellAsync(flow.World, flow.AtProvider, "failed", flow.World.Now, "account_closed");
        await TellAsync(flow.World, flow.AtProvider, "paid", flow.World.Now);

        Assert.Equal("Under review.", (await PayeeAsync(flow)).PausedReason);
    }

    /// <summary>A payout that the provider has, whose answer was lost.</summary>
    private static async Task<Flow> UnknownAsync(StoreKind kind)
    {
        var world = await World.NewAsync(kind, CashWorld.Settings);
        var payouts = await InAsync(world.Services, kind, 1);
        var batch = await payouts.TransmittedAsync();
        var bank = new FakeBank { LoseAnswers = true };
        await bank.DispatchAsync(world.Services);
        var item = (await payouts.BatchAsync(batch)).Items[0];
        var start = world.Now;
        world.Clock.Advance(Duration.FromMinutes(5));
        return new Flow(world, payouts, bank, item, AtProvider(item, start), start);
    }

    private static async Task AskAsync(Flow flow, string status)
    {
        flow.Bank.Status = status;
        await flow.Bank.EnquireAsync(flow.World.Services);
    }

    private static Task<Outcome<bool>> SettleAsync(Flow flow, Actor by) => flow.World.Use<SettleUnknown>().RunAsync(
        new SettleUnknown.Command(flow.Item.Id, SettledAs.Paid, "statement of 4 March"), by, default);

    private static async Task<(PayoutItemState State, long Held)> StandAsync(Flow flow)
    {
        await using var db = await flow.World.DbAsync();
        var item = await db.Set<PayoutItem>().AsNoTracking().SingleAsync(one => one.Id == flow.Item.Id);
        return (item.State, await flow.Payouts.BalanceAsync(Account.HeldSettled));
    }

    private static async Task<Payee> PayeeAsync(Flow flow)
    {
        await using var db = await flow.World.DbAsync();
        return await db.Set<Payee>().AsNoTracking().SingleAsync(one => one.Id == flow.Item.PayeeId);
    }

    private sealed record Flow(
        World World, PayoutWorld Payouts, FakeBank Bank, PayoutItem Item, SandboxPayout AtProvider, Instant Start)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
