using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Cash.Repayments;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Payouts.Debts;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Cash;

/// <summary>A payee pays what it owes us: unapplied cash of a receipt meets the debt, once, and gives it back when it
/// goes.</summary>
[Trait("Requirement", "LED-11")]
public sealed class RepaymentStoryTests
{
    private const long Debt = 12_345;

    [Theory, OnSqlite, OnPostgres]
    public async Task Repay_FromAReceipt_MeetsTheDebtOnce_AndUsesTheCash(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = await CommandAsync(world, 20_000, 10_000);

        Assert.Null((await RepayAsync(world, command)).Refusal?.Text);
        Assert.Null((await RepayAsync(world, command)).Refusal?.Text);

        await StandsAsync(world, debt: Debt - 10_000, unapplied: 10_000);
        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.Family == EventFamily.RecoveredByRepayment);
        Assert.Equal((command.Receipt, "Transfer by the payee"), (entry.ReceiptId!.Value, entry.Memo));
        Assert.Equal(2, await db.Set<AuditRow>().CountAsync(row => row.Action == "Repaid debt"));
        var onPayee = (await world.Use<PayeeDebts>().RunAsync(world.Payees[1], world.Controller1, default)).Value;
        Assert.Equal((new Money(10_000, Euro), "Repaid"), onPayee.Ended.Select(done => (done.Amount, done.Way)).Single());
        var onReceipt = (await world.Use<ReceiptRepayments>().RunAsync(command.Receipt, world.Finance, default)).Value;
        Assert.Equal((10_000, false), onReceipt.Repayments.Select(row => (row.Amount.Minor, row.TakenBack)).Single());
        Assert.Equal(Debt - 10_000, Assert.Single(onReceipt.Debtors).Owed.Minor);
        var unapplied = (await world.Use<ReceiptList>().RunAsync(
            new(true, null, ListPlace.Of(null, null)), world.Finance, default)).Value;
        Assert.Equal(10_000, Assert.Single(unapplied.Unapplied).UnappliedMinor);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Repay_WithoutAnAmount_MeetsAsMuchAsFits_AndTheReceiptIsMatchedAndPosted(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = await CommandAsync(world, 5_000, null);

        Assert.Null((await RepayAsync(world, command)).Refusal?.Text);

        await StandsAsync(world, debt: Debt - 5_000, unapplied: 0);
        var shown = (await world.Use<ReceiptDetail>().RunAsync(command.Receipt, world.Finance, default)).Value;
        Assert.Equal(ReceiptState.Applied, shown.Receipt.State);
        Assert.Equal("Repays what a payee owed", shown.Stages.Rows.Single(row => row.Name == "Matched").Words);
        Assert.True(shown.Stages is { IsComplete: true, IsStraightThrough: false });
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Repay_OfWhatIsNotOwedOrNotThere_IsRefused_AndMovesNothing(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var good = await CommandAsync(world, 20_000, 100);
        var small = await CommandAsync(world, 50, 51);
        var dollars = good with { Receipt = await TakeAsync(world, 70_000, Currency.Of("USD")) };

        Assert.Equal("payouts.more-than-owed", await RefusedAsync(world, good with { AmountMinor = Debt + 1 }));
        Assert.Equal("cash.more-than-unapplied", await RefusedAsync(world, small));
        Assert.Equal("payouts.owes-nothing", await RefusedAsync(world, dollars));
        Assert.Equal("payouts.owes-nothing", await RefusedAsync(world, good with { Payee = world.Payees[0] }));
        Assert.Equal("cash.not-positive", await RefusedAsync(world, good with { AmountMinor = 0 }));
        Assert.Equal("shared.required", await RefusedAsync(world, good with { Reason = " " }));
        Assert.Equal("shared.not-found", await RefusedAsync(world, good with { Payee = new(Guid.CreateVersion7()) }));
        Assert.Equal("shared.not-found", await RefusedAsync(world, good with { Receipt = new(Guid.CreateVersion7()) }));
        Assert.Equal("shared.not-allowed",
            (await world.Use<RepayDebt>().RunAsync(good, world.Controller1, default)).Refusal?.Code);
        await StandsAsync(world, Debt, 90_050);
    }

    /// <summary>Two people at once use two receipts for the whole debt, or one receipt for two debts: each counts once.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Repay_ByTwoAtOnce_TakesTheDebtAndTheCashOnce(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var (one, two) = (await CommandAsync(world, Debt, Debt), await CommandAsync(world, Debt, Debt));
        Assert.Single(await BothAsync(world, one, two), answer => !answer.IsRefused);
        await StandsAsync(world, debt: 0, unapplied: Debt);

        await world.OweAsync(world.Payees[0], Debt);
        var third = await CommandAsync(world, Debt, Debt);
        await using (var db = await world.DbAsync())
            Assert.Equal(1, await db.Set<Receipt>().CountAsync(receipt => receipt.UnappliedMinor == 0));
        third = third with { Payee = world.Payees[0] };
        Assert.Single(await BothAsync(world, third, third with { Id = NewId() }), answer => !answer.IsRefused);
        await StandsAsync(world, debt: 0, unapplied: Debt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_OfAReceiptThatRepaid_MakesThePayeeOweAgain(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = await CommandAsync(world, 20_000, 12_000);
        Done(await RepayAsync(world, command));

        Done(await ReturnAsync(world, command.Receipt, 8_000));
        await StandsAsync(world, debt: Debt - 12_000, unapplied: 0);
        Done(await ReturnAsync(world, command.Receipt, 5_000));
        await StandsAsync(world, debt: Debt, unapplied: 7_000);

        var shown = (await world.Use<ReceiptRepayments>().RunAsync(command.Receipt, world.Finance, default)).Value;
        Assert.True(Assert.Single(shown.Repayments).TakenBack);
        Assert.Equal("shared.not-allowed", (await TakeBackAsync(world, shown.Repayments[0].Entry, world.Finance)).Refusal?.Code);
        Assert.Equal("payouts.repayment-taken-back",
            (await TakeBackAsync(world, shown.Repayments[0].Entry, world.As("ops"))).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TakeBack_ByTwoAtOnce_GivesTheDebtBackOnce_AndItCanBeRepaidAgain(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = await CommandAsync(world, 20_000, Debt);
        Done(await RepayAsync(world, command));
        var entry = (await world.Use<ReceiptRepayments>().RunAsync(command.Receipt, world.Finance, default)).Value.Repayments[0];

        var answers = await Task.WhenAll(
            Task.Run(() => TakeBackAsync(world, entry.Entry, world.As("ops"))),
            Task.Run(() => TakeBackAsync(world, entry.Entry, world.As("ops"))));

        Assert.Single(answers, answer => !answer.IsRefused);
        await StandsAsync(world, Debt, 20_000);
        Done(await RepayAsync(world, command with { Id = NewId() }));
        await StandsAsync(world, 0, 20_000 - Debt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Repay_AboveTheLimitForOne_WaitsForASecondPerson(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        await world.OweAsync(world.Payees[0], 1_500_000);
        var command = await CommandAsync(world, 1_500_000, 1_000_000) with { Payee = world.Payees[0] };
        Done(await RepayAsync(world, command));
        var rest = command with { Id = NewId(), AmountMinor = 1 };
        Done(await RepayAsync(world, rest));
        Done(await RepayAsync(world, rest));

        await StandsAsync(world, debt: 500_000 + Debt, unapplied: 500_000);
        Assert.Equal("matching.request-waits", await RefusedAsync(world, rest with { Id = NewId() }));
        await using var db = await world.DbAsync();
        var request = await db.Set<AllocationRequest>().SingleAsync();
        Assert.Equal(("Payee 1", world.Payees[0]), (request.Parts[0].Number, request.Repays));
        Assert.True((await world.Use<DecideAllocation>().ApproveAsync(request.Id, world.As("ops"), default)).IsRefused);
        Done(await world.Use<DecideAllocation>().ApproveAsync(request.Id, world.Controller1, default));

        await StandsAsync(world, debt: 499_999 + Debt, unapplied: 499_999);
        Assert.True((await world.Use<DecideAllocation>().ApproveAsync(request.Id, world.Controller2, default)).IsRefused);
    }

    /// <summary>Two payees; the second owes us.</summary>
    private static async Task<PayoutWorld> WorldAsync(StoreKind kind)
    {
        var world = await NewAsync(kind);
        await world.OweAsync(world.Payees[1], Debt);
        return world;
    }

    private static async Task<RepayDebt.Command> CommandAsync(PayoutWorld world, long receipt, long? minor) =>
        new(NewId(), await TakeAsync(world, receipt, Euro), world.Payees[1], minor, "Transfer by the payee");

    private static Task<ReceiptId> TakeAsync(PayoutWorld world, long minor, Currency currency) => UnappliedCash.TakeAsync(
        world.Services, $"line-{Guid.CreateVersion7():N}", minor, "Payee 2", "What I owe", currency: currency);

    private static RepaymentId NewId() => new(Guid.CreateVersion7());

    private static Task<Outcome> RepayAsync(PayoutWorld world, RepayDebt.Command command) =>
        world.Use<RepayDebt>().RunAsync(command, world.Finance, default);

    private static async Task<string?> RefusedAsync(PayoutWorld world, RepayDebt.Command command) =>
        (await RepayAsync(world, command)).Refusal?.Code;

    private static Task<Outcome[]> BothAsync(PayoutWorld world, RepayDebt.Command one, RepayDebt.Command two) => Task.WhenAll(
        Task.Run(() => RepayAsync(world, one)),
        Task.Run(() => world.Use<RepayDebt>().RunAsync(two, world.As("ops"), default)));

    private static Task<Outcome> TakeBackAsync(PayoutWorld world, EntryId entry, Actor by) =>
        world.Use<TakeBackRepayment>().RunAsync(new(entry, "It was another's"), by, default);

    private static Task<Outcome> ReturnAsync(PayoutWorld world, ReceiptId id, long minor) => world.Use<CommandRunner>().RunAsync(
        Permission.Background, Actor.System("test"), async work =>
        {
            var receipt = await work.Db.Set<Receipt>().SingleAsync(one => one.Id == id, work.Ct);
            return (await world.Use<ReturnPayment>().BackAsync(work, receipt, minor,
                new CashSource("evt_back", work.RequestId, work.Now), new ReturnReason("test", "came back", "recalled")))
                .WithoutValue();
        },
        default);

    /// <summary>What is owed, what is unapplied, and that ledger and receipts agree on it.</summary>
    private static async Task StandsAsync(PayoutWorld world, long debt, long unapplied)
    {
        Assert.Equal((-debt, unapplied),
            (await world.BalanceAsync(Account.RecoverableFromPayees), await world.BalanceAsync(Account.UnappliedCash)));
        await using var db = await world.DbAsync();
        var findings = await OpenItems.FindingsAsync(db, world.Now, default);
        foreach (var what in new[] { "open receipts equal 2600", "no liability below zero" })
            Assert.True(findings.Single(finding => finding.What == what).Holds, what);
    }
}
