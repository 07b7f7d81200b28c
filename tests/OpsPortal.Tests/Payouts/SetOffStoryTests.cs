using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Payouts.Debts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>What a payee owes us is met from its settled money, by a recorded right and never without.</summary>
[Trait("Requirement", "LED-11")]
public sealed class SetOffStoryTests
{
    private const long Debt = 12_345;

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task SetOff_UnderAClause_MeetsTheDebtOnce_AndLeavesWhatMayBePaidOut(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var payable = (await world.BatchAsync(await CancelledAsync(world))).TotalMinor;
        var settled = await world.BalanceAsync(Account.HeldSettled);
        var command = await CommandAsync(world, 2, 10_000);

        Assert.Null((await SetOffAsync(world, command)).Refusal?.Text);
        Assert.Null((await SetOffAsync(world, command)).Refusal?.Text);

        Assert.Equal(settled - 10_000, await world.BalanceAsync(Account.HeldSettled));
        Assert.Equal(-(Debt - 10_000), await world.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(payable, (await world.BatchAsync(await world.BuiltAsync())).TotalMinor);
        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.Family == EventFamily.RecoveredBySetOff);
        Assert.Equal((command.Clause, "Agreed by telephone"), (entry.ContractId!.Value, entry.Memo));
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Action == "Set debt off"));

        var shown = (await world.Use<PayeeDebts>().RunAsync(world.Payees[1], world.Controller1, default)).Value;
        Assert.Equal(new Money(Debt - 10_000, Euro), Assert.Single(shown.Debts).Owed);
        Assert.Equal(
            (new Money(10_000, Euro), "Set off under C-2"), shown.Ended.Select(done => (done.Amount, done.Way)).Single());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SetOff_WithoutARight_IsRefused_AndMovesNothing(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var good = await CommandAsync(world, 2, 100);
        var withoutClause = (await CommandAsync(world, 1, 100)).Clause;
        await world.AddPayeeAsync(3, 50_000);
        var ofAnother = (await CommandAsync(world, 3, 100)).Clause;

        Assert.Equal("contracts.no-set-off-clause", await RefusedAsync(world, good with { Clause = withoutClause }));
        Assert.Equal("contracts.not-its-payee", await RefusedAsync(world, good with { Clause = ofAnother }));
        Assert.Equal("shared.not-found", await RefusedAsync(world, good with { Clause = new(Guid.CreateVersion7()) }));
        Assert.Equal("payouts.more-than-owed", await RefusedAsync(world, good with { Amount = new(Debt + 1, Euro) }));
        Assert.Equal("payouts.more-than-owed", await RefusedAsync(world, good with { Amount = new(1, Currency.Of("USD")) }));
        Assert.Equal("payouts.nothing-to-set-off", await RefusedAsync(world, good with { Amount = new(0, Euro) }));
        Assert.Equal("shared.required", await RefusedAsync(world, good with { Reason = " " }));
        Assert.Equal("shared.not-allowed",
            (await world.Use<SetOffDebt>().RunAsync(good, world.Finance, default)).Refusal?.Code);
        Assert.Equal(-Debt, await world.BalanceAsync(Account.RecoverableFromPayees));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SetOff_OfMoneyInABatchOrOnHold_IsRefused(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = await CommandAsync(world, 2, 100);
        var batch = await world.BuiltAsync();
        Assert.Equal("payouts.set-off-in-batch", await RefusedAsync(world, command));
        await CancelAsync(world, batch);
        Done(await world.Use<PlaceHold>().RunAsync(
            new HoldRequest(world.Payees[1], HoldScope.AllPayouts, HoldReason.Sanctions, "Name match", "Clear the match"),
            world.As("compliance"), default));

        Assert.Equal("payouts.set-off-held", await RefusedAsync(world, command));
        Assert.Equal("Nothing of the payee's money is settled yet.",
            (await world.Use<PayeeDebts>().RunAsync(world.Payees[1], world.Controller1, default)).Value.Debts[0].WhyNot);
    }

    /// <summary>Two controllers at once set off the whole: it is met once.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task SetOff_ByTwoAtOnce_TakesTheDebtOnce(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var (one, two) = (await CommandAsync(world, 2, Debt), await CommandAsync(world, 2, Debt));
        var settled = await world.BalanceAsync(Account.HeldSettled);

        var answers = await Task.WhenAll(
            Task.Run(() => SetOffAsync(world, one)),
            Task.Run(() => world.Use<SetOffDebt>().RunAsync(two, world.Controller2, default)));

        Assert.Single(answers, answer => !answer.IsRefused);
        Assert.Equal(0, await world.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(settled - Debt, await world.BalanceAsync(Account.HeldSettled));
    }

    /// <summary>Two payees; the second owes us.</summary>
    private static async Task<PayoutWorld> WorldAsync(StoreKind kind)
    {
        var world = await NewAsync(kind);
        await world.OweAsync(world.Payees[1], Debt);
        return world;
    }

    private static async Task<SetOffDebt.Command> CommandAsync(PayoutWorld world, int contract, long minor)
    {
        await using var db = await world.DbAsync();
        var number = $"C-{contract}";
        var clause = await db.Set<Contract>().Where(one => one.Number == number).Select(one => one.Id).SingleAsync();
        return new(new SetOffId(Guid.CreateVersion7()), world.Payees[1], new Money(minor, Euro), clause, "Agreed by telephone");
    }

    private static Task<Outcome> SetOffAsync(PayoutWorld world, SetOffDebt.Command command) =>
        world.Use<SetOffDebt>().RunAsync(command, world.Controller1, default);

    private static async Task<string?> RefusedAsync(PayoutWorld world, SetOffDebt.Command command) =>
        (await SetOffAsync(world, command)).Refusal?.Code;

    private static async Task<BatchId> CancelledAsync(PayoutWorld world)
    {
        var batch = await world.BuiltAsync();
        await CancelAsync(world, batch);
        return batch;
    }

    private static async Task CancelAsync(PayoutWorld world, BatchId batch) => Done(
        await world.Use<Features.Payouts.CancelBatch>().RunAsync(new(batch, "Later"), world.Finance, default));
}
