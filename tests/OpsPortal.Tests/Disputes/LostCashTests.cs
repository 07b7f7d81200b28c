using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Disputes;

/// <summary>What a dispute took of a payment pays nothing any more, and is borne once.</summary>
[Trait("Requirement", "EXC-9")]
public sealed class LostCashTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Payment_InAFormalDispute_IsNotTakenBackCreditedOrRefunded_AlsoWhenItIsLost(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        Assert.Null(await CreditAsync(world, 10_000));
        await world.TellAsync("dispute.opened", minor: 45_000);
        var before = await BalancesAsync(world);

        Assert.Equal("cash.in-dispute", await UnapplyAsync(world));
        Assert.Equal("cash.in-dispute", await CreditAsync(world, 40_000));
        Assert.Equal("cash.in-dispute", await RefundAsync(world, 5_001));
        await world.TellAsync("dispute.closed", won: false, minor: 45_000);
        var lost = await BalancesAsync(world);

        Assert.Equal("cash.lost-in-dispute", await UnapplyAsync(world));
        Assert.Equal("cash.lost-in-dispute", await CreditAsync(world, 40_000));
        Assert.Equal("cash.lost-in-dispute", await RefundAsync(world, 5_001));
        Assert.Null(await RefundAsync(world, 5_000));
        Assert.Equal(-45_000, before[Account.FundsInDispute]);
        Assert.Equal(lost, await BalancesAsync(world));
        Assert.Equal(45_000, (await ReceiptAsync(world.World)).LostMinor);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Payment_WhoseDisputeIsWon_IsTakenBackAsBefore(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("dispute.opened");
        await world.TellAsync("dispute.closed", won: true);

        Assert.Null(await UnapplyAsync(world));
        Assert.Equal((0, 0, DisputeWorld.Gross), await ReceiptAsync(world.World) is var receipt
            ? (receipt.DisputedMinor, receipt.LostMinor, receipt.FreeMinor) : default);
    }

    /// <summary>300.00 of 500.00 pay an invoice. A dispute over 250.00 takes the 200.00 that pay nothing, then 50.00 of the
    /// rest.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task UnappliedCash_InADispute_PaysNothing_AndGoesFirstWhenItIsLost(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 30_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 50_000, world.World.Now);
        var disputed = CashWorld.Payment("pay_1", "IE-1", 25_000, world.World.Now);
        disputed.DisputeReference = "dp_1";
        await world.DeliverAsync([SandboxEvents.Payment(payment, "payment.succeeded", 50_000, world.World.Now)]);
        var paid = await world.BalancesAsync();
        await world.DeliverAsync([SandboxEvents.Dispute(disputed, "dispute.opened", world.World.Now, null)]);
        await world.IssueAsync("IE-2", 20_000);

        var applied = await world.World.Use<ApplyReceipt>().RunAsync(
            new((await ReceiptAsync(world.World)).Id, "IE-2", null, "It is another's."), world.World.As(Role.Ops), default);
        Assert.Equal("cash.in-dispute", applied.Refusal?.Code);
        Assert.Equal(new MatchReceipts.Answer(0, 0, 0),
            (await world.World.Use<MatchReceipts>().RunAsync(world.World.As(Role.Ops), default)).Value);
        await world.DeliverAsync([SandboxEvents.Dispute(disputed, "dispute.closed", world.World.Now, false)]);

        var balances = await world.BalancesAsync();
        Assert.DoesNotContain("2600 EUR", balances.Keys);
        var borne = Held(balances) - Held(paid);
        Assert.Equal(Rounding.Divide((Int128)(-Held(paid)) * 5_000, 30_000), borne);
        Assert.Equal(5_000 - borne, balances["5200 EUR"]);
        var receipt = await ReceiptAsync(world.World);
        Assert.Equal((ReceiptState.Applied, 0L, 25_000L), (receipt.State, receipt.UnappliedMinor, receipt.LostMinor));
    }

    /// <summary>300.00 of 500.00 were refunded; of the 200.00 that are lost the payee bears all that it still holds.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Dispute_AfterAPartialRefund_TakesAllThatThePayeeStillHolds(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        var whole = await world.PayeesPartAsync();
        Assert.Null(await CreditAsync(world, 30_000));
        Assert.Null(await RefundAsync(world, 30_000));
        await world.Provider.EndRefundAsync("re_30000", world.Payment, new Money(30_000, Euro), succeeds: true);
        var held = await world.Payouts.BalanceAsync(Account.HeldSettled);

        await world.TellAsync("dispute.opened", minor: 20_000);
        var kept = await world.Payouts.BalanceAsync(Account.RiskReserves);
        await world.TellAsync("dispute.closed", won: false, minor: 20_000);

        Assert.Equal(Rounding.Divide((Int128)whole * 20_000, 50_000), kept);
        Assert.Equal(held - kept, await world.Payouts.BalanceAsync(Account.HeldSettled));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.RiskReserves));
        Assert.Equal(-(20_000 - kept), await world.Payouts.BalanceAsync(Account.DisputeLosses));
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.RecoverableFromPayees));
    }

    private static long Held(Dictionary<string, long> balances) =>
        balances.Where(row => row.Key.StartsWith("211", StringComparison.Ordinal)).Sum(row => row.Value);

    private static async Task<Receipt> ReceiptAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Set<Receipt>().AsNoTracking().SingleAsync();
    }

    private static async Task<Dictionary<Account, long>> BalancesAsync(DisputeWorld world) => new()
    {
        [Account.FundsInDispute] = await world.Payouts.BalanceAsync(Account.FundsInDispute),
        [Account.RecoverableFromPayees] = await world.Payouts.BalanceAsync(Account.RecoverableFromPayees),
        [Account.CustomerCredits] = await world.Payouts.BalanceAsync(Account.CustomerCredits),
        [Account.HeldSettled] = await world.Payouts.BalanceAsync(Account.HeldSettled),
    };

    private static async Task<string?> UnapplyAsync(DisputeWorld world)
    {
        await using var db = await world.World.DbAsync();
        var application = await db.Set<Application>().SingleAsync();
        return (await world.World.Use<UnapplyReceipt>().RunAsync(
            new(application.Id, "Charged back."), world.World.As(Role.Ops), default)).Refusal?.Code;
    }

    private static async Task<string?> CreditAsync(DisputeWorld world, long minor)
    {
        await using var db = await world.World.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(found => found.Number == "IE-R1");
        return (await world.World.Use<CreditInvoice>().RunAsync(
            new(invoice.Id, minor, "Not all was delivered."), world.World.As(Role.Finance), default)).Refusal?.Code;
    }

    private static async Task<string?> RefundAsync(DisputeWorld world, long minor)
    {
        await using var db = await world.World.DbAsync();
        var note = await db.Set<CreditNote>().SingleAsync();
        var receipt = await db.Set<Receipt>().SingleAsync();
        return (await world.World.Use<RefundCredit>().RunAsync(
            new(note.Id, minor, receipt.Id, $"re_{minor}"), world.World.As(Role.Finance), default)).Refusal?.Code;
    }
}
