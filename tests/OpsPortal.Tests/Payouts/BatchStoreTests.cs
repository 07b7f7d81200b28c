using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

public sealed class BatchStoreTests
{
    private const long ShareMinor = 74_380;

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-8")]
    public async Task Batch_FromEligibleToReleased_MovesTheLedgerOnce(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var held = await world.BalanceAsync(Account.HeldSettled);
        Assert.True(held > 0);

        var id = await world.TransmittedAsync();

        var batch = await world.BatchAsync(id);
        Assert.Equal(BatchState.Released, batch.State);
        Assert.Equal(held, batch.TotalMinor);
        Assert.Equal((0L, held), (await world.BalanceAsync(Account.HeldSettled),
            await world.BalanceAsync(Account.SettlementPayables)));
        Assert.Equal(2, (await world.InstructionsAsync()).Count(i => i.State == InstructionState.Waiting));
        await using var db = await world.DbAsync();
        Assert.True(await db.Set<DecisionRecord>().AnyAsync(d => d.Occasion == DecisionOccasion.Transmission && d.BatchId == id));
    }

    /// <summary>Whose payouts of how much, and what stays out with its money and why; nothing of it is kept.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-4")]
    public async Task Preview_SaysWhoseMoneyGoesAndWhatStaysOut_AndKeepsNothing(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        Assert.Null((await world.Use<Features.Parties.ChangePayee>()
            .PauseAsync(world.Payees[1], "Asked for it.", world.As("ops"), default)).Refusal);

        var seen = Done(await world.Use<BuildBatch>().PreviewAsync(new(World.Ireland, Euro, []), world.Finance, default));

        var payout = Assert.Single(seen.Payouts);
        Assert.Equal((world.Payees[0], ShareMinor), (payout.Payee, payout.AmountMinor));
        Assert.Equal((1, ShareMinor, "SEPA"), (seen.Count, seen.Total.Minor, seen.Header.Rail));
        var left = Assert.Single(seen.LeftOut);
        Assert.Equal((ShareMinor, ShareMinor), (left.HeldMinor, seen.HeldMinor));
        Assert.Contains(left.Why, why => why.Contains("paused", StringComparison.OrdinalIgnoreCase));
        await using var db = await world.DbAsync();
        Assert.False(await db.Set<PayoutBatch>().AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-9")]
    public async Task Build_ByTwoAtOnce_TakesEachPayeeOnce(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            world.Use<BuildBatch>().RunAsync(
            new BuildBatch.Command(World.Ireland, Euro, []), world.Finance, CancellationToken.None))));
        Assert.Single(outcomes, o => !o.IsRefused);
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.Set<PayoutItem>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-5")]
    public async Task Approve_ByTwoAtOnce_CountsBothOnce(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var id = await world.SubmittedAsync();
        var presses = new[] { world.Controller1, world.Controller2, world.Controller1, world.Controller2 };
        await Task.WhenAll(presses.Select(by => Task.Run(() => world.ApproveAsync(id, by))));
        foreach (var by in presses[..2])
            await world.ApproveAsync(id, by);
        var batch = await world.BatchAsync(id);
        Assert.Equal(BatchState.Approved, batch.State);
        Assert.Equal(2, batch.Approvals.Count);
        Assert.Equal(2, batch.Approvals.Select(a => a.PersonId).Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-5")]
    public async Task ApproveAndReject_AtOnce_GiveOneOutcome(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var id = await world.SubmittedAsync();
        Done(await world.ApproveAsync(id, world.Controller1));
        var outcomes = await Task.WhenAll(
            Task.Run(() => world.ApproveAsync(id, world.Controller2)),
            Task.Run(() => world.Use<RejectBatch>().RunAsync(
                new RejectBatch.Command(id, "doubtful"), world.Controller1, CancellationToken.None)));
        var batch = await world.BatchAsync(id);
        Assert.Contains(batch.State, new[] { BatchState.Approved, BatchState.Draft });
        Assert.Equal(batch.State == BatchState.Approved, outcomes[1].IsRefused);
        if (batch.State == BatchState.Draft)
            Assert.Empty(batch.CountingApprovals);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-4")]
    public async Task Transmit_ByTwoAtOnce_ReleasesOnce(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var id = await world.ApprovedAsync();
        var outcomes = await Task.WhenAll(
            Task.Run(() => world.TransmitAsync(id, world.Controller1)), Task.Run(() =>
                world.TransmitAsync(id, world.Controller2)));
        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.Equal(0, await world.BalanceAsync(Account.HeldSettled));
        Assert.Equal(2, (await world.InstructionsAsync()).Count);
    }

    [Fact]
    [Trait("Requirement", "PAY-4")]
    public async Task Approve_WithoutProof_IsRefusedAndKept()
    {
        await using var world = await NewAsync();
        var id = await world.SubmittedAsync();
        Assert.Equal("shared.step-up-needed", (await world.ApproveAsync(id, world.Controller1, withProof: false)).Refusal?.Code);
        Assert.Empty((await world.BatchAsync(id)).Approvals);
        await using var db = await world.DbAsync();
        Assert.Equal((world.Controller1.Person, "shared.step-up-needed"), await db.Set<AuditRow>()
            .Where(row => row.Action == "ApproveBatch refused").Select(row => ValueTuple.Create(row.PersonId, row.After))
            .SingleAsync());
    }

    [Fact]
    [Trait("Requirement", "SEC-2")]
    public async Task Approve_ByFinance_IsNotAllowed()
    {
        await using var world = await NewAsync();
        var id = await world.SubmittedAsync();
        Assert.Equal("shared.not-allowed", (await world.ApproveAsync(id, world.Finance)).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await world.ApproveAsync(id, world.As("admin"))).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "PAY-11")]
    public async Task Transmit_AfterAHoldWasPlaced_IsRefused()
    {
        await using var world = await NewAsync();
        var id = await world.ApprovedAsync();
        var hold = new Domain.Compliance.HoldRequest(
            world.Payees[0], Domain.Compliance.HoldScope.AllPayouts, Domain.Compliance.HoldReason.Aml, "pattern", "papers");
        Done(await world.Use<Features.Compliance.PlaceHold>().RunAsync(hold, world.As("compliance"),
            CancellationToken.None));
        var refused = await world.TransmitAsync(id, world.Controller1);
        Assert.StartsWith("payouts.control-", refused.Refusal?.Code, StringComparison.Ordinal);
        Assert.Equal(ShareMinor, await world.BalanceAsync(Account.BlockedByCompliance));
        Assert.Equal(ShareMinor, await world.BalanceAsync(Account.HeldSettled));
    }

    [Fact]
    [Trait("Requirement", "PAY-5")]
    public async Task Approvals_After72Hours_Lapse()
    {
        await using var world = await NewAsync();
        var id = await world.ApprovedAsync();
        world.Clock.Set(world.Now + Duration.FromHours(73));
        Assert.Equal(1, Done(await world.Use<ExpireApprovals>().RunAsync(Actor.System("approval-expiry"),
            CancellationToken.None)));
        Assert.Equal(BatchState.Draft, (await world.BatchAsync(id)).State);
    }

    [Fact]
    [Trait("Requirement", "PAY-3")]
    public async Task CancelledBatch_FreesItsPayees()
    {
        await using var world = await NewAsync();
        var first = await world.BuiltAsync();
        Done(await world.Use<CancelBatch>().RunAsync(
            new CancelBatch.Command(first, "too early"), world.Finance, CancellationToken.None));
        var second = await world.BuiltAsync();
        Assert.NotEqual((await world.BatchAsync(first)).Items[0].Key, (await world.BatchAsync(second)).Items[0].Key);
    }
}
