using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Invoices;
using OpsPortal.Tests.Banking;
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

        Done(await host.World.Use<UnapplyReceipt>().RunAsync(
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

    /// <summary>Four eyes before the money leaves: who recorded it does not decide, and the line books what two have
    /// decided.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Refund_OfMoneyThatCameOver_IsDecidedByTwoBeforeItsTransferIsSent(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        await using var db = await host.World.DbAsync();
        var paid = await db.Set<Invoice>().SingleAsync(invoice => invoice.Number == "R-0990");
        var application = await db.Set<Application>().SingleAsync(one => one.InvoiceId == paid.Id);
        var note = Done(await host.World.Use<CreditInvoice>().RunAsync(
            new(paid.Id, 100_00, "Returned goods"), host.World.As("finance"), default));

        var (finance, controller) = (host.World.As("finance"), host.World.As("controller1"));
        var id = Done(await host.World.Use<RefundCredit>().RunAsync(
            new(note, 100_00, application.ReceiptId, "OUR-REFUND-1"), finance, default));
        Task<Refund> RefundAsync() => db.Set<Refund>().AsNoTracking().SingleAsync();
        Assert.Equal((LineBooks.Provider, RefundState.Waiting), ((await RefundAsync()).Provider, (await RefundAsync()).State));
        Assert.Contains((await host.World.Use<WaitingList>().RunAsync(controller, default)).Value.Items,
            item => item.Href == $"/invoices/{paid.Id}" && item.What == "Decide a refund");
        var decide = host.World.Use<DecideRefund>();
        Assert.True((await decide.ApproveAsync(id, finance, default)).IsRefused);

        var file = BankSamples.Camt(
            BankSamples.Entry("-100.00", BankSamples.Paid("Back to you"), "OUR-REFUND-1", day: "2026-02-20"), opening: "1500.00",
            closing: "1400.00", account: "IE29AIBK93115212345678", day: "2026-02-20");
        Assert.Null((await host.World.Use<ImportBankStatement>().RunAsync(
            new("feb.xml", new MemoryStream(Encoding.UTF8.GetBytes(file))), finance, default)).Outcome.Refusal?.Text);
        var line = await db.Set<BankLine>().AsNoTracking().SingleAsync();
        Task<Outcome<bool>> BookAsync() => host.World.Use<BookLineByHand>().RunAsync(
            new(line.Id, LinePurpose.RefundOfCredit, "Transfer of ours", id), finance, default);
        Assert.Equal("banking.refund-waits", (await BookAsync()).Refusal?.Code);
        Done(await decide.ApproveAsync(id, controller, default));
        Assert.Equal("invoicing.illegal-refund-move", (await decide.ApproveAsync(id, controller, default)).Refusal?.Code);

        Assert.True(Done(await BookAsync()));
        Assert.Equal(RefundState.Succeeded, (await RefundAsync()).State);
        Assert.Empty(await StoreInvariants.BrokenAsync(host.World));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task UnappliedCashThatCameOver_GoesBackByALineOfOurBank_DecidedByTwo(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        var (finance, controller) = (host.World.As("finance"), host.World.As("controller1"));
        var file = BankSamples.Camt(
            BankSamples.Entry("-30.00", BankSamples.Paid("Back to you"), "BACK-1", day: "2026-02-20"), opening: "1500.00",
            closing: "1470.00", account: "IE29AIBK93115212345678", day: "2026-02-20");
        Assert.Null((await host.World.Use<ImportBankStatement>().RunAsync(
            new("feb.xml", new MemoryStream(Encoding.UTF8.GetBytes(file))), finance, default)).Outcome.Refusal?.Text);
        await using var db = await host.World.DbAsync();
        var line = await db.Set<BankLine>().AsNoTracking().SingleAsync();
        var receipt = await db.Set<Receipt>().AsNoTracking()
            .SingleAsync(one => one.UnappliedMinor == 30_00 && one.Currency == Currency.Of("EUR"));
        var detail = (await host.World.Use<BankLineDetail>().RunAsync(line.Id, finance, default)).Value;
        Assert.Contains(detail.Subjects.Of(LineSubjectKind.Receipt), row => row.Id == receipt.Id.Value);

        Assert.False(Done(await host.World.Use<BookLineByHand>().RunAsync(
            new(line.Id, LinePurpose.CashSentBack, "As the payer wrote", Receipt: receipt.Id), finance, default)));
        Assert.Equal(30_00, (await db.Set<Receipt>().AsNoTracking().SingleAsync(one => one.Id == receipt.Id)).UnappliedMinor);
        var waiting = await db.Set<LineBooking>().AsNoTracking().SingleAsync();
        Assert.Null((await host.World.Use<DecideLineBooking>().ApproveAsync(waiting.Id, controller, default)).Refusal?.Text);

        Assert.Equal(ReceiptState.Returned, (await db.Set<Receipt>().AsNoTracking()
            .SingleAsync(one => one.Id == receipt.Id)).State);
        Assert.Empty(await StoreInvariants.BrokenAsync(host.World));
    }
}
