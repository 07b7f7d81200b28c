using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Disputes;
using OpsPortal.Features.Milestones;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Disputes;

/// <summary>Where the money of a disputed payment goes, also when its payee was paid before.</summary>
[Trait("Requirement", "EXC-9")]
public sealed class DisputeMoneyTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Dispute_BeforeThePayoutIsSent_StopsIt_KeepsThePartBack_AndAWinGivesItBack(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        var batch = await world.Payouts.TransmittedAsync();
        var part = await world.PayeesPartAsync();

        var dispute = await world.Provider.DisputeAsync(world.Payment, DisputeWorld.Order);

        Assert.Equal(PayoutItemState.Cancelled, (await world.ItemAsync(batch)).State);
        Assert.Equal(part, await world.Payouts.BalanceAsync(Account.RiskReserves));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.SettlementPayables));
        Assert.Equal(-DisputeWorld.Gross, await world.Payouts.BalanceAsync(Account.FundsInDispute));

        await world.Provider.CloseDisputeAsync(world.Payment, dispute, DisputeWorld.Order, won: true);
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.RiskReserves));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.FundsInDispute));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dispute_LostAfterThePayoutIsSent_IsOwedByThePayee_AndTheRestIsOurs(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        var batch = await world.Payouts.TransmittedAsync();
        await world.SendPayoutsAsync();
        var part = await world.PayeesPartAsync();

        var dispute = await world.Provider.DisputeAsync(world.Payment, DisputeWorld.Order);
        Assert.Equal(PayoutItemState.Released, (await world.ItemAsync(batch)).State);
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.RiskReserves));
        await world.Provider.CloseDisputeAsync(world.Payment, dispute, DisputeWorld.Order, won: false);

        Assert.Equal(-part, await world.Payouts.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(-(DisputeWorld.Gross - part), await world.Payouts.BalanceAsync(Account.DisputeLosses));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.FundsInDispute));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-4")]
    public async Task Deadline_Missed_IsRecordedAsLostOnce_AndTheProvidersWordChangesNothing(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        var part = await world.PayeesPartAsync();
        var dispute = await world.Provider.DisputeAsync(world.Payment, DisputeWorld.Order);
        Assert.Equal(0, await MissAsync(world));

        world.World.Clock.Advance(Duration.FromDays(7));
        Assert.Equal(1, await MissAsync(world));
        Assert.Equal(0, await MissAsync(world));
        await world.Provider.CloseDisputeAsync(world.Payment, dispute, DisputeWorld.Order, won: false);

        Assert.Equal(DisputeState.Lost, (await world.DisputeAsync()).State);
        Assert.Equal(-(DisputeWorld.Gross - part), await world.Payouts.BalanceAsync(Account.DisputeLosses));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.RiskReserves));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Deadline_MissedAndThenWon_TakesTheLossBack(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await WinLateAsync(world);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Deadline_MissedAndThenWon_ForgivesWhatThePayeeWouldOwe(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.Payouts.TransmittedAsync();
        await world.SendPayoutsAsync();
        await WinLateAsync(world);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "MIL-6")]
    public async Task MilestoneDispute_StopsItsUnsentPayout_AndLeavesEarlierJournalsAlone(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        var milestone = await AcceptedAsync(world);
        var batch = await world.Payouts.TransmittedAsync();
        await using var db = await world.World.DbAsync();
        var before = await db.Set<JournalEntry>().Select(entry => entry.Id).ToListAsync();

        var disputed = await world.World.Use<DisputeMilestone>().RunAsync(
            new DisputeMilestone.Command(milestone, "It leaks.", null), world.World.As("ops"), default);

        Assert.Null(disputed.Refusal);
        Assert.Equal(PayoutItemState.Cancelled, (await world.ItemAsync(batch)).State);
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.SettlementPayables));
        var after = await db.Set<JournalEntry>().AsNoTracking().ToListAsync();
        Assert.Subset(after.Select(entry => entry.Id).ToHashSet(), before.ToHashSet());
        Assert.All(after.Where(entry => !before.Contains(entry.Id)),
            entry => Assert.Equal(EventFamily.PayoutFailedCashNeverLeft, entry.Family));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "MIL-6")]
    public async Task MilestoneDispute_FreezesTheContractsLaterInvoices(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var stages = await world.ContractAsync("C1");
        Assert.Null((await world.IssueAsync(stages[1])).Refusal);
        await using var db = await world.World.DbAsync();
        var milestone = await db.Set<Milestone>().SingleAsync(found => found.PlanItemId == stages[1].Id);

        Assert.Null((await world.World.Use<DisputeMilestone>().RunAsync(
            new DisputeMilestone.Command(milestone.Id, "It leaks.", null), world.World.As("ops"), default)).Refusal);

        Assert.Equal("invoicing.contract-disputed", (await world.IssueAsync(stages[2])).Refusal?.Code);
    }

    /// <summary>The clock takes an answered dispute for lost, and the provider says that it is won.</summary>
    private static async Task WinLateAsync(DisputeWorld world)
    {
        var before = await BalancesAsync(world);
        var dispute = await world.Provider.DisputeAsync(world.Payment, DisputeWorld.Order);
        world.World.Clock.Advance(Duration.FromDays(7));
        Assert.Equal(1, await MissAsync(world));
        Assert.NotEqual(0, await world.Payouts.BalanceAsync(Account.DisputeLosses));

        await world.Provider.CloseDisputeAsync(world.Payment, dispute, DisputeWorld.Order, won: true);
        await world.Provider.CloseDisputeAsync(world.Payment, dispute, DisputeWorld.Order, won: true);

        Assert.Equal(before, await BalancesAsync(world));
        Assert.Equal(DisputeState.Won, (await world.DisputeAsync()).State);
        await using var db = await world.World.DbAsync();
        var receipt = await db.Set<Receipt>().AsNoTracking().SingleAsync();
        Assert.Equal((0L, 0L, DisputeWorld.Gross), (receipt.DisputedMinor, receipt.LostMinor, receipt.HereMinor));
        Assert.Equal(0, await db.Set<InboxEvent>().CountAsync(found => found.State != InboxState.Done));
    }

    private static async Task<List<(Account, long)>> BalancesAsync(DisputeWorld world)
    {
        await using var db = await world.World.DbAsync();
        var rows = await db.Set<JournalLine>().AsNoTracking().GroupBy(line => line.Account)
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) }).ToListAsync();
        return [.. rows.Where(row => row.Minor != 0).OrderBy(row => row.Key).Select(row => (row.Key, row.Minor))];
    }

    private static async Task<int> MissAsync(DisputeWorld world) =>
        (await world.World.Use<MissDisputeDeadlines>().RunAsync(Actor.System("test"), default)).Value;

    /// <summary>The work that the paid invoice bills, accepted.</summary>
    private static async Task<MilestoneId> AcceptedAsync(DisputeWorld world)
    {
        await using var db = await world.World.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(found => found.Number == "IE-R1");
        var (maker, approver) = (new PersonId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()));
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            invoice.ContractId, invoice.PlanItemId, invoice.LegalEntityId, "Draft", new Money(DisputeWorld.Gross,
                invoice.Currency),
            null, "Works", approver));
        var file = new EvidenceFile("proof.pdf", "application/pdf", 10, new string('a', 64));
        Assert.Null(milestone.AddEvidence(new(Guid.CreateVersion7()), file, maker, world.World.Now).Refusal);
        Assert.Null(milestone.Submit(maker, world.World.Now).Refusal);
        Assert.Null(milestone.Approve(approver, new HashSet<int> { 1 }, "Fine", world.World.Now).Refusal);
        db.Add(milestone);
        await db.SaveChangesAsync();
        return milestone.Id;
    }
}
