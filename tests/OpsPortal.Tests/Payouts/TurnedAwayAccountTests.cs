using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Tests.Payouts;

/// <summary>An account of which the bank says that it is no more gets no second payout.</summary>
public sealed class TurnedAwayAccountTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-7")]
    public async Task Resume_AfterTheBankSaysTheAccountIsClosed_AsksForOtherDetails(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        var payee = await FailAsync(world, "AC04");
        var change = world.Use<ChangePayee>();

        var same = await change.ResumeAsync(payee, "They say it works.", world.As("ops"), default);
        var added = await world.Use<AddPayeeAccount>().RunAsync(
            new(payee, "Ada", "DE89370400440532013000", "COBADEFFXXX", "DE", "EUR"), world.As("ops"), default);
        var other = await change.ResumeAsync(payee, "Other details are in.", world.As("finance"), default);

        Assert.Equal("parties.account-turned-away", same.Refusal?.Code);
        Assert.Contains("the account is closed", same.Refusal?.Why, StringComparison.Ordinal);
        Assert.Null(added.Refusal?.Text);
        Assert.Null(other.Refusal?.Text);
    }

    /// <summary>The account is not called usable, and the payee's page shows the payout that came back and the money.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-7")]
    public async Task Payee_WhoseAccountIsClosed_IsNotCalledUsable_AndShowsItsMoney(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        async Task<string> StateAsync()
        {
            var row = Done(await world.Use<PayeeList>().RunAsync(
                new(null, OpsPortal.Components.ListPlace.First), world.Finance, default)).Page.Rows.Single();
            return PayeeWords.StateOf(row.Account, row.TurnedAway, world.Now);
        }

        Assert.Equal("Usable", await StateAsync());
        var payee = await FailAsync(world, "AC04");

        Assert.Equal("Turned away", await StateAsync());
        var money = Done(await world.Use<PayeeMoney>().RunAsync(payee, world.Finance, default));
        var payout = Assert.Single(money.Payouts);
        Assert.Equal((PayoutItemState.Failed, 1), (payout.Item.State, money.Count));
        Assert.Equal(payout.Item.AmountMinor, Assert.Single(money.Balances).Of(Domain.Ledger.Account.HeldSettled));
    }

    [Fact]
    [Trait("Requirement", "PAY-7")]
    public async Task Resume_AfterAFailureOfAnotherKind_IsNotHindered()
    {
        await using var world = await PayoutWorld.NewAsync(payees: 1);
        var payee = await FailAsync(world, "could_not_process");

        Assert.Null((await world.Use<ChangePayee>().ResumeAsync(payee, "The bank is back.", world.As("ops"), default)).Refusal);
    }

    /// <summary>Who made the batch is told what came of it, not that all is well.</summary>
    [Fact]
    [Trait("Requirement", "PAY-7")]
    public async Task Batch_WhosePayoutFailed_SaysSoWhereItIsSettled()
    {
        await using var world = await PayoutWorld.NewAsync(payees: 1);
        await FailAsync(world, "AC04");

        var row = Assert.Single((await world.Use<BatchList>().RunAsync(
            null, OpsPortal.Components.ListPlace.First, world.Finance, default)).Value.Rows);
        await using var db = await world.DbAsync();

        Assert.Equal(("Settled, none paid", OpsPortal.Components.Tone.Bad), (row.Words.Short, row.Words.Tone));
        Assert.Contains(await db.Set<OpsPortal.Notifications.Notification>().Select(note => note.Text).ToListAsync(),
            text => text.Contains("none of 1 payouts came to be paid", StringComparison.Ordinal));
    }

    private static async Task<PayeeId> FailAsync(PayoutWorld world, string code)
    {
        await world.TransmittedAsync();
        var key = (await world.InstructionsAsync()).Single().Key;
        await using (var db = await world.DbAsync())
        {
            foreach (var instruction in await db.Set<PayoutInstruction>().ToListAsync())
                instruction.Answer("po_x", "taken");
            await db.SaveChangesAsync();
        }

        Done(await world.Use<CommandRunner>().RunAsync<bool>(
            Permission.Background, Actor.System("payout-enquiry"), async work =>
            {
                var item = (await PayoutMoves.FindAsync(work.Db, key, work.Ct))!;
                return await world.Use<PayoutMoves>().ApplyAsync(work, item, PayoutItemAction.Fail,
                    new PayoutEventFact(work.Now) { ProviderReference = "po_x", FailureCode = code }, "evt_1");
            }, CancellationToken.None));
        return world.Payees[0];
    }
}
