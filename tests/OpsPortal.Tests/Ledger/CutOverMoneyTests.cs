using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Tests.Close;
using OpsPortal.Tests.Flows;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Ledger;

/// <summary>What becomes of money that was collected in the former system.</summary>
[Trait("Requirement", "D38")]
public sealed class CutOverMoneyTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task CollectedMoney_TakenBackFromItsDocument_LeavesThePayee(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        await using var db = await host.World.DbAsync();
        var paid = await db.Set<Invoice>().SingleAsync(invoice => invoice.Number == "R-0990");
        var application = await db.Set<Application>().SingleAsync(one => one.InvoiceId == paid.Id);

        CloseWorld.Done(await host.World.Use<UnapplyReceipt>().RunAsync(
            new(application.Id, "It belongs to another buyer."), host.World.As("ops"), default));

        var balances = await host.BalancesAsync();
        Assert.Equal((-100_00L, -880_00L, 1_600_00L), (balances["2120 EUR"], balances["2600 EUR"], balances["1200 EUR"]));
        Assert.Empty(await StoreInvariants.BrokenAsync(host.World));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-1")]
    public async Task CollectedMoney_OfAClearedPayee_LeavesInABatch(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        var payouts = await PayoutWorld.InAsync(host.World.Services, kind, 0);
        await payouts.ClearAsync(CutOverHost.Ann, "Ann Smith");

        var batch = await payouts.TransmittedAsync();

        Assert.Equal(700_00, (await payouts.BatchAsync(batch)).TotalMinor);
        Assert.Equal((200_00L, 700_00L),
            (await payouts.BalanceAsync(Account.HeldSettled), await payouts.BalanceAsync(Account.SettlementPayables)));
        Assert.Empty(await StoreInvariants.BrokenAsync(host.World));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Refund_OfMoneyThatCameOver_IsRefusedSinceNoProviderHoldsIt(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        await using var db = await host.World.DbAsync();
        var paid = await db.Set<Invoice>().SingleAsync(invoice => invoice.Number == "R-0990");
        var application = await db.Set<Application>().SingleAsync(one => one.InvoiceId == paid.Id);
        var note = CloseWorld.Done(await host.World.Use<CreditInvoice>().RunAsync(
            new(paid.Id, 100_00, "Returned goods"), host.World.As("finance"), default));

        var refused = await host.World.Use<RefundCredit>().RunAsync(
            new(note, 100_00, application.ReceiptId, "re_1"), host.World.As("finance"), default);

        Assert.Equal("invoicing.paid-in-former-system", refused.Refusal?.Code);
    }
}
