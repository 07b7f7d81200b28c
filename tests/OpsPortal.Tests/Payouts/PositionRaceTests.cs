using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Milestones;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Payouts.PaidPayout;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>Two moves of one payment's money at the same moment: the money is in one place afterwards, and none is below
/// zero.</summary>
[Trait("Requirement", "PAY-11")]
public sealed class PositionRaceTests
{
    private static readonly Account[] Held = [Account.HeldPending, Account.HeldSettled, Account.BlockedByCompliance];

    [Theory, OnSqlite, OnPostgres]
    public Task Transmit_AndReturn_NeverReleaseWhatWentBack(StoreKind kind) => TransmitAgainstAsync(
        kind, (world, _, paid) => world.Use<DemoEvents>().ReturnAsync(paid.Payment, Order), async payouts =>
        {
            Assert.Equal(0, await payouts.BalanceAsync(Account.RecoverableFromPayees));
            Assert.Equal(0, await payouts.BalanceAsync(Account.UnappliedCash));
        });

    [Theory, OnSqlite, OnPostgres]
    public Task Transmit_AndDispute_NeverReleaseWhatIsDisputed(StoreKind kind) => TransmitAgainstAsync(
        kind, (world, _, paid) => world.Use<DemoEvents>().DisputeAsync(paid.Payment, Order), async payouts =>
            Assert.True(await payouts.BalanceAsync(Account.RiskReserves) > 0));

    [Theory, OnSqlite, OnPostgres]
    public Task Transmit_AndHold_NeverReleaseWhatIsHeld(StoreKind kind) => TransmitAgainstAsync(
        kind, (_, payouts, _) => HoldAsync(payouts), async payouts =>
        {
            Assert.True(await payouts.BalanceAsync(Account.BlockedByCompliance) > 0);
            Assert.Equal(0, await payouts.BalanceAsync(Account.HeldSettled));
        });

    [Theory, OnSqlite, OnPostgres]
    public Task Transmit_AndCredit_NeverReleaseWhatIsCredited(StoreKind kind) => TransmitAgainstAsync(
        kind, async (world, _, _) =>
        {
            var invoice = await NumberedAsync(world);
            Done(await world.Use<CreditInvoice>().RunAsync(
                new(invoice, 10_000, "Not all was delivered"), world.As("finance"), default));
        }, async payouts => Assert.Equal(0, await payouts.BalanceAsync(Account.RecoverableFromPayees)));

    [Theory, OnSqlite, OnPostgres]
    public Task Transmit_AndReversalOfTheWork_NeverReleaseWhatIsNotAccepted(StoreKind kind) => TransmitAgainstAsync(
        kind, async (world, _, paid) => Done(await world.Use<ReverseMilestone>().RunAsync(
            new(paid.Work, "Signed by mistake", null), world.As("finance"), default)),
        async payouts => Assert.True(await payouts.BalanceAsync(Account.HeldSettled) > 0));

    [Theory, OnSqlite, OnPostgres]
    public async Task Hold_AndSettlement_BlockTheMoneyOnce(StoreKind kind)
    {
        for (var round = 0; round < Rounds(kind); round++)
        {
            await using var world = await World.NewAsync(kind, CashWorld.Settings);
            var (payouts, payment, _) = await PendingAsync(world, kind);
            var before = await AllHeldAsync(payouts);

            await BothAsync(world, () => HoldAsync(payouts), () => world.Use<DemoEvents>().SettleAsync(payment, Order));

            Assert.Equal(before, await AllHeldAsync(payouts));
            Assert.Equal(before, await payouts.BalanceAsync(Account.BlockedByCompliance));
            await JudgeAsync(world);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Issue_ThatClearsADeposit_AndItsSettlement_LeaveNothingPendingOfSettledMoney(StoreKind kind)
    {
        for (var round = 0; round < Rounds(kind); round++)
        {
            await using var billing = await BillingWorld.NewAsync(kind);
            var plan = await billing.ContractAsync("C1");
            var deposit = (await billing.IssueAsync(plan[0])).Value;
            var (reference, order) = await billing.CollectAsync(deposit.Id);

            await BothAsync(billing.World, async () => Assert.Null((await billing.IssueAsync(plan[1])).Refusal?.Text),
                () => billing.Provider.SettleAsync(reference, order));

            Assert.DoesNotContain(2110, (await billing.BalancesAsync()).Keys);
            await JudgeAsync(billing.World);
            await billing.AssertBooksAsync();
        }
    }

    /// <summary>Whoever wins: nothing is in flight afterwards, and the payout is stopped or was never released.</summary>
    private static async Task TransmitAgainstAsync(
        StoreKind kind, Func<World, PayoutWorld, (string Payment, MilestoneId Work), Task> other, Func<PayoutWorld, Task> judge)
    {
        for (var round = 0; round < Rounds(kind); round++)
        {
            await using var world = await World.NewAsync(kind, CashWorld.Settings);
            var (payouts, payment) = await PaidAsync(world, kind);
            var work = await AcceptedMilestoneAsync(world);
            var batch = await payouts.ApprovedAsync();
            Outcome<BatchId>? transmitted = null;

            await BothAsync(world, async () => transmitted = await payouts.TransmitAsync(batch, payouts.Controller1),
                () => other(world, payouts, (payment, work)));

            Assert.Equal(transmitted!.Value.IsRefused ? PayoutItemState.Ready : PayoutItemState.Cancelled,
                (await StandAsync(payouts, batch)).Item);
            Assert.Equal(0, await payouts.BalanceAsync(Account.SettlementPayables));
            await judge(payouts);
            await JudgeAsync(world);
        }
    }

    /// <summary>Both at once; then what lost against the other is handled again.</summary>
    private static async Task BothAsync(World world, Func<Task> one, Func<Task> other)
    {
        await Task.WhenAll(Task.Run(one), Task.Run(other));
        world.Clock.Advance(Duration.FromMinutes(5));
        await world.Use<DemoEvents>().SweepAsync();
    }

    private static async Task JudgeAsync(World world)
    {
        await using var db = await world.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        Assert.Equal(0, lines.Sum(line => line.AmountMinor));
        Assert.All(lines.Where(line => Held.Contains(line.Account))
            .GroupBy(line => (line.Account, line.PayeeId, line.InvoiceId, line.ReceiptId)),
            position => Assert.True(position.Sum(line => line.AmountMinor) <= 0, $"{position.Key}"));
    }

    private static async Task HoldAsync(PayoutWorld payouts) => Done(await payouts.Use<PlaceHold>().RunAsync(
        new HoldRequest(payouts.Payees[0], HoldScope.AllPayouts, HoldReason.Aml, "pattern", "papers"), payouts.As("compliance"),
        default));

    private static async Task<long> AllHeldAsync(PayoutWorld payouts) => await payouts.BalanceAsync(Account.HeldPending)
        + await payouts.BalanceAsync(Account.HeldSettled) + await payouts.BalanceAsync(Account.BlockedByCompliance);

    private static async Task<InvoiceId> NumberedAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Set<Domain.Invoicing.Invoice>().Where(one => one.Number == "IE-R1").Select(one => one.Id).SingleAsync();
    }

    private static int Rounds(StoreKind kind) => kind == StoreKind.Postgres ? 10 : 2;
}
