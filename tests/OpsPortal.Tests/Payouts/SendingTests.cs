using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>Sending judged by a provider that keeps its own journal: the app's tables are evidence, never the judge.</summary>
[Trait("Requirement", "EVT-6")]
public sealed class SendingTests
{
    private static readonly Actor Job = Actor.System("payout-dispatch");

    [Theory, OnSqlite, OnPostgres]
    public async Task Dispatch_ByTwoNodesAtOnce_SendsEachPayoutOnce(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 4);
        await world.TransmittedAsync();
        var bank = new FakeBank();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            bank.DispatchAsync(world.Services))));
        Assert.Equal(4, bank.Taken.Count);
        Assert.All(bank.Taken.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task LostAnswer_IsUnknown_AndAsksBeforeAnythingIsSentAgain()
    {
        await using var world = await NewAsync(payees: 1);
        var id = await world.TransmittedAsync();
        var bank = new FakeBank { LoseAnswers = true };
        await bank.DispatchAsync(world.Services);
        Assert.Equal(PayoutItemState.Unknown, (await world.BatchAsync(id)).Items[0].State);

        bank.LoseAnswers = false;
        world.Clock.Set(world.Now + Duration.FromMinutes(1));
        await bank.DispatchAsync(world.Services);
        Assert.Equal(1, bank.Calls);
        await bank.EnquireAsync(world.Services);
        Assert.Equal(PayoutItemState.Processing, (await world.BatchAsync(id)).Items[0].State);
        Assert.Equal(1, bank.Calls);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sending_AnsweredOnlyAfterAnEnquiryFoundNoAnswer_IsAskedAboutUntilItIsKnown(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var id = await world.TransmittedAsync();
        var bank = new FakeBank();
        bank.Meanwhile = async () =>
        {
            (bank.Meanwhile, bank.IsDown) = (null, true);
            world.Clock.Advance(Duration.FromMinutes(3));
            await bank.EnquireAsync(world.Services);
            bank.IsDown = false;
        };
        await bank.DispatchAsync(world.Services);
        Assert.Equal(PayoutItemState.Unknown, (await world.BatchAsync(id)).Items[0].State);

        world.Clock.Advance(Duration.FromMinutes(1));
        await bank.EnquireAsync(world.Services);

        Assert.Equal(PayoutItemState.Processing, (await world.BatchAsync(id)).Items[0].State);
        Assert.Equal(1, Assert.Single(bank.Taken).Value);
    }

    [Fact]
    public async Task DeathBetweenIntentAndSending_IsAskedAbout_ThenSentUnderTheSameKey()
    {
        await using var world = await NewAsync(payees: 1);
        await world.TransmittedAsync();
        var bank = new FakeBank { Dies = true };
        await Assert.ThrowsAsync<InvalidOperationException>(() => bank.DispatchAsync(world.Services));
        Assert.Equal(InstructionState.Sending, Assert.Single(await world.InstructionsAsync()).State);

        bank.Dies = false;
        await bank.DispatchAsync(world.Services);
        Assert.Empty(bank.Taken);
        world.Clock.Set(world.Now + Duration.FromMinutes(3));
        await bank.EnquireAsync(world.Services);
        await bank.DispatchAsync(world.Services);
        Assert.Equal(1, Assert.Single(bank.Taken).Value);
    }

    [Fact]
    public async Task Unknown_ThatTheProviderNeverGot_IsSentAgainUnderTheSameKey()
    {
        await using var world = await NewAsync(payees: 1);
        var id = await world.TransmittedAsync();
        var bank = new FakeBank { IsDown = true };
        await bank.DispatchAsync(world.Services);
        Assert.Equal(PayoutItemState.Unknown, (await world.BatchAsync(id)).Items[0].State);

        bank.IsDown = false;
        world.Clock.Set(world.Now + Duration.FromMinutes(1));
        await bank.EnquireAsync(world.Services);
        await bank.DispatchAsync(world.Services);
        Assert.Equal((await world.BatchAsync(id)).Items[0].Key, Assert.Single(bank.Taken).Key);
        Assert.Equal(PayoutItemState.Processing, (await world.BatchAsync(id)).Items[0].State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Resend_ThatWaitedUntilItsKeyMayBeForgotten_IsAskedAboutInstead(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        await world.TransmittedAsync();
        var bank = new FakeBank { IsDown = true };
        await bank.DispatchAsync(world.Services);
        bank.IsDown = false;
        world.Clock.Advance(Duration.FromMinutes(1));
        await bank.EnquireAsync(world.Services);
        Assert.Equal(InstructionState.Waiting, Assert.Single(await world.InstructionsAsync()).State);

        world.Clock.Advance(Duration.FromHours(25));
        await bank.DispatchAsync(world.Services);

        Assert.Empty(bank.Taken);
        Assert.Equal(InstructionState.Unknown, Assert.Single(await world.InstructionsAsync()).State);
    }

    [Fact]
    public async Task Unknown_After20Hours_IsNeverSentAgainByItself()
    {
        await using var world = await NewAsync(payees: 1);
        await world.TransmittedAsync();
        var bank = new FakeBank { Dies = true };
        await Assert.ThrowsAsync<InvalidOperationException>(() => bank.DispatchAsync(world.Services));
        bank.Dies = false;
        for (var hour = 0; hour < 3; hour++)
        {
            world.Clock.Set(world.Now + Duration.FromHours(21));
            await bank.EnquireAsync(world.Services);
            await bank.DispatchAsync(world.Services);
        }

        Assert.Empty(bank.Taken);
        await using var db = await world.DbAsync();
        Assert.True(await db.Set<ExceptionCase>().AnyAsync(e => e.Type == ExceptionType.UnknownOutcome));

        var item = Assert.Single(await world.InstructionsAsync()).ItemId;
        Assert.False(Done(await SettleAsync(world, item, world.Controller1)));
        Assert.Equal("payouts.settle-four-eyes", (await SettleAsync(world, item, world.Controller1)).Refusal?.Code);
        Assert.True(Done(await SettleAsync(world, item, world.Controller2)));
        Assert.Equal(0, await world.BalanceAsync(Account.SettlementPayables));
        Assert.Null((await db.Set<Payee>().SingleAsync(p => p.Id == world.Payees[0])).PausedReason);
        var over = await db.Set<ExceptionCase>().AsNoTracking().SingleAsync(e => e.Type == ExceptionType.UnknownOutcome);
        Assert.Equal((ExceptionState.Resolved, true), (over.State, over.ResolvingEntryId is not null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Unknown_SentByAClockADayAhead_IsAskedAtOnceAndNeverSentAgainByItself(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var isRight = world.Now;
        await world.TransmittedAsync();
        world.Clock.Set(isRight + Duration.FromDays(1));
        var bank = new FakeBank { Dies = true };
        await Assert.ThrowsAsync<InvalidOperationException>(() => bank.DispatchAsync(world.Services));
        bank.Dies = false;

        // Put right an hour later; and once more when the stamped day has come, the provider has long forgotten the key.
        foreach (var hour in new[] { 1, 25, 30, 40 })
        {
            world.Clock.Set(isRight + Duration.FromHours(hour));
            await bank.EnquireAsync(world.Services);
            await bank.DispatchAsync(world.Services);
            Assert.Equal(InstructionState.Unknown, Assert.Single(await world.InstructionsAsync()).State);
        }

        Assert.Empty(bank.Taken);
        await using var db = await world.DbAsync();
        Assert.True(await db.Set<ExceptionCase>().AnyAsync(e => e.Type == ExceptionType.UnknownOutcome));
    }

    [Fact]
    public async Task Waiting_ReleasedByAClockADayAhead_IsSentWhenTheClockIsRight()
    {
        await using var world = await NewAsync(payees: 1);
        var isRight = world.Now;
        world.Clock.Set(isRight + Duration.FromDays(1));
        await world.TransmittedAsync();
        world.Clock.Set(isRight);
        var bank = new FakeBank();

        await bank.DispatchAsync(world.Services);

        Assert.Equal(1, Assert.Single(bank.Taken).Value);
    }

    private static Task<Outcome<bool>> SettleAsync(PayoutWorld world, PayoutItemId item, Actor by) =>
        world.Use<SettleUnknown>().RunAsync(
        new SettleUnknown.Command(item, SettledAs.NeverSent, "support ticket 12"), by, CancellationToken.None);

    [Fact]
    [Trait("Requirement", "PAY-6")]
    public async Task Paid_ThenReturned_ReopensTheLiabilityAndPausesThePayee()
    {
        await using var world = await NewAsync(payees: 1);
        var id = await world.TransmittedAsync();
        var owed = await world.BalanceAsync(Account.SettlementPayables);
        await new FakeBank().DispatchAsync(world.Services);
        await MoveAsync(world, PayoutItemAction.Pay);
        Assert.Equal(BatchState.Settled, (await world.BatchAsync(id)).State);
        Assert.Equal(0, await world.BalanceAsync(Account.SettlementPayables));

        await MoveAsync(world, PayoutItemAction.Pay);
        await MoveAsync(world, PayoutItemAction.Return);
        await MoveAsync(world, PayoutItemAction.Return);
        Assert.Equal(owed, await world.BalanceAsync(Account.HeldSettled));
        Assert.Equal(0, await world.BalanceAsync(Account.PayoutsInTransit));
        await using var db = await world.DbAsync();
        Assert.NotNull((await db.Set<Payee>().SingleAsync(p => p.Id == world.Payees[0])).PausedReason);
    }

    [Fact]
    [Trait("Requirement", "PAY-6")]
    public async Task Failed_ReversesTheItemNotTheBatch()
    {
        await using var world = await NewAsync(payees: 2);
        var id = await world.TransmittedAsync();
        await new FakeBank().DispatchAsync(world.Services);
        await MoveAsync(world, PayoutItemAction.Fail);
        var batch = await world.BatchAsync(id);
        Assert.Equal(BatchState.Sent, batch.State);
        Assert.Single(batch.Items, i => i.State == PayoutItemState.Failed);
        Assert.Equal(batch.TotalMinor / 2, await world.BalanceAsync(Account.HeldSettled));
    }

    private static async Task MoveAsync(PayoutWorld world, PayoutItemAction action)
    {
        var key = (await world.InstructionsAsync()).OrderBy(i => i.Key, StringComparer.Ordinal).First().Key;
        Done(await world.Use<CommandRunner>().RunAsync<bool>(Domain.Access.Permission.Background, Job, async work =>
        {
            var item = (await PayoutMoves.FindAsync(work.Db, key, work.Ct))!;
            var fact = new PayoutEventFact(work.Now) { ProviderReference = "po_x", FailureCode = "AC04" };
            return await world.Use<PayoutMoves>().ApplyAsync(work, item, action, fact, "evt_1");
        }, CancellationToken.None));
    }
}
