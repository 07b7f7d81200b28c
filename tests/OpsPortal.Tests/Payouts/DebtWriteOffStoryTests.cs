using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Payouts.Debts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>What a payee owes us and will not pay is written off by two people, once.</summary>
[Trait("Requirement", "LED-11")]
public sealed class DebtWriteOffStoryTests
{
    private const long Debt = 12_345;

    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_AskedByOneAndApprovedByAnother_IsBadDebtOnce(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = CommandOf(world, 10_000);
        Done(await AskAsync(world, command));
        Done(await AskAsync(world, command));
        Assert.Equal("payouts.write-off-waits", (await AskAsync(world, CommandOf(world, 1))).Refusal?.Code);
        await StandsAsync(world, owed: Debt, lost: 0);
        var waits = Assert.Single(await WaitingAsync(world));
        Assert.Equal("Decide the write-off of what Payee 2 owes", waits.What);
        Assert.Equal(($"/payees/{world.Payees[1]}", new Money(10_000, Euro)), (waits.Href, waits.Amount));

        Done(await ApproveAsync(world, command.Id, world.Controller1));

        Assert.Equal("payouts.write-off-decided", (await ApproveAsync(world, command.Id, world.Controller2)).Refusal?.Code);
        Done(await AskAsync(world, command));
        await StandsAsync(world, owed: Debt - 10_000, lost: 10_000);
        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.Family == EventFamily.PayeeDebtWrittenOff);
        Assert.Equal((PostingKeys.DebtWrittenOff(command.Id), "Insolvent"), (entry.PostingKey, entry.Memo));
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Action == "Wrote debt off"));
        var shown = (await world.Use<PayeeDebts>().RunAsync(world.Payees[1], world.Finance, default)).Value;
        Assert.Equal((new Money(10_000, Euro), "Written off"), shown.Ended.Select(done => (done.Amount, done.Way)).Single());
        Assert.Equal(new Money(Debt - 10_000, Euro), Assert.Single(shown.Debts).Owed);
        Assert.Empty(await WaitingAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_OfWhatIsNotOwed_OrByTheWrongPerson_IsRefused_AndMovesNothing(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var good = CommandOf(world, 100);

        Assert.Equal("payouts.more-than-owed", await RefusedAsync(world, good with { Amount = new(Debt + 1, Euro) }));
        Assert.Equal("payouts.more-than-owed", await RefusedAsync(world, good with { Amount = new(1, Currency.Of("USD")) }));
        Assert.Equal("payouts.nothing-to-write-off", await RefusedAsync(world, good with { Amount = new(0, Euro) }));
        Assert.Equal("shared.required", await RefusedAsync(world, good with { Reason = " " }));
        Assert.Equal("shared.not-found", await RefusedAsync(world, good with { Payee = new(Guid.CreateVersion7()) }));
        foreach (var other in new[] { world.As("ops"), world.Controller1 })
            Assert.Equal("shared.not-allowed",
                (await world.Use<AskDebtWriteOff>().RunAsync(good, other, default)).Refusal?.Code);
        Done(await AskAsync(world, good));
        foreach (var other in new[] { world.Finance, world.As("ops") })
            Assert.Equal("shared.not-allowed", (await ApproveAsync(world, good.Id, other)).Refusal?.Code);
        Done(await world.Use<DecideDebtWriteOff>().RefuseAsync(good.Id, "It pays next week", world.Controller1, default));
        Assert.Equal("payouts.write-off-decided", (await ApproveAsync(world, good.Id, world.Controller2)).Refusal?.Code);
        await StandsAsync(world, Debt, 0);
        Done(await AskAsync(world, good with { Id = new(Guid.CreateVersion7()) }));
    }

    /// <summary>A person who asked as finance and became a controller meanwhile is still the one who asked.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_ApprovedByWhoAsked_InAnotherRole_IsRefused(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = CommandOf(world, 100);
        Done(await AskAsync(world, command));
        await using (var db = await world.DbAsync())
        {
            var writeOff = await db.Set<DebtWriteOff>().SingleAsync();
            db.Entry(writeOff).Property(one => one.AskedBy).CurrentValue = world.Controller1.Person;
            await db.SaveChangesAsync();
        }

        Assert.Equal("payouts.write-off-four-eyes", (await ApproveAsync(world, command.Id, world.Controller1)).Refusal?.Code);
        Assert.True((await world.Use<DebtWriteOffs>().RunAsync(world.Payees[1], world.Controller1, default)).Value
            .Waiting.Single().IsMine);
        Assert.Empty(await WaitingAsync(world));
        await StandsAsync(world, Debt, 0);
    }

    /// <summary>Two controllers at once approve, while a third sets the debt off: it is met once.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_RacedByApprovalsAndASetOff_MeetsTheDebtOnce(StoreKind kind)
    {
        await using var world = await WorldAsync(kind);
        var command = CommandOf(world, Debt);
        Done(await AskAsync(world, command));
        ContractId clause;
        await using (var db = await world.DbAsync())
            clause = (await db.Set<Contract>().SingleAsync(one => one.Number == "C-2")).Id;
        var setOff = new SetOffDebt.Command(new(Guid.CreateVersion7()), world.Payees[1], new(Debt, Euro), clause, "Clause 9");

        var answers = await Task.WhenAll(
            Task.Run(() => ApproveAsync(world, command.Id, world.Controller1)),
            Task.Run(() => ApproveAsync(world, command.Id, world.Controller2)),
            Task.Run(() => world.Use<SetOffDebt>().RunAsync(setOff, world.Controller1, default)));

        Assert.Single(answers, answer => !answer.IsRefused);
        Assert.Equal(0, await world.BalanceAsync(Account.RecoverableFromPayees));
    }

    /// <summary>Two payees; the second owes us.</summary>
    private static async Task<PayoutWorld> WorldAsync(StoreKind kind)
    {
        var world = await NewAsync(kind);
        await world.OweAsync(world.Payees[1], Debt);
        return world;
    }

    private static AskDebtWriteOff.Command CommandOf(PayoutWorld world, long minor) =>
        new(new(Guid.CreateVersion7()), world.Payees[1], new Money(minor, Euro), "Insolvent");

    private static Task<Outcome> AskAsync(PayoutWorld world, AskDebtWriteOff.Command command) =>
        world.Use<AskDebtWriteOff>().RunAsync(command, world.Finance, default);

    private static async Task<string?> RefusedAsync(PayoutWorld world, AskDebtWriteOff.Command command) =>
        (await AskAsync(world, command)).Refusal?.Code;

    private static Task<Outcome> ApproveAsync(PayoutWorld world, DebtWriteOffId id, Actor by) =>
        world.Use<DecideDebtWriteOff>().ApproveAsync(id, by, default);

    private static async Task<List<Waiting>> WaitingAsync(PayoutWorld world) => [..
        (await world.Use<WaitingList>().RunAsync(world.Controller1, default)).Value.Items
        .Where(one => one.What.Contains("write-off", StringComparison.Ordinal))];

    private static async Task StandsAsync(PayoutWorld world, long owed, long lost)
    {
        Assert.Equal((-owed, -lost),
            (await world.BalanceAsync(Account.RecoverableFromPayees), await world.BalanceAsync(Account.BadDebt)));
        await using var db = await world.DbAsync();
        var findings = await OpenItems.FindingsAsync(db, world.Now, default);
        Assert.True(findings.Single(finding => finding.What == "no liability below zero").Holds);
    }
}
