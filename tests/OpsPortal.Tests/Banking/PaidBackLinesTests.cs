using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Banking.BankSamples;
using static OpsPortal.Tests.Banking.PaidBack;

namespace OpsPortal.Tests.Banking;

/// <summary>Money that is owed back to somebody who paid by bank leaves by a transfer of ours, and the line of it ends the
/// debt.</summary>
[Trait("Requirement", "INV-10")]
public sealed class PaidBackLinesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Line_OfARefund_PaysThePendingRefundOfItsAmountAndNoOther(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (invoice, receipt) = await PaidByBankAsync(bank, billing);
        Assert.Null((await bank.World.Use<CreditInvoice>()
            .RunAsync(new(invoice, 400_00, "Nothing was delivered"), billing.Finance, default)).Refusal?.Text);
        var refund = await RefundAsync(bank, receipt, 300_00, "OUR-1");
        var other = await RefundAsync(bank, receipt, 100_00, "OUR-2");
        await LeaveAsync(bank, "-300.00", "OUR-1", "S-2", "500.00", "200.00");
        var line = (await bank.LinesAsync()).Single(line => line.AmountMinor < 0);
        var detail = (await bank.World.Use<BankLineDetail>().RunAsync(line.Id, billing.Finance, default)).Value;
        Assert.Equal(refund.Value, Assert.Single(detail.Subjects.Of(LineSubjectKind.Refund)).Id);

        Assert.Equal("banking.no-refund-named", (await BookAsync(bank, line, null)).Refusal?.Code);
        Assert.Equal("banking.not-that-refund", (await BookAsync(bank, line, new(Guid.CreateVersion7()))).Refusal?.Code);
        Assert.Equal("banking.not-that-refund", (await BookAsync(bank, line, other)).Refusal?.Code);
        Assert.True((await BookAsync(bank, line, refund)).Value);

        Assert.Equal(-100_00, (await bank.BalancesAsync())[2610]);
        await using var db = await bank.World.DbAsync();
        Assert.Equal(refund, (await db.Set<Refund>().SingleAsync(found => found.State == RefundState.Succeeded)).Id);
        var entry = await db.Set<JournalEntry>().Include(found => found.Lines)
            .SingleAsync(found => found.Family == EventFamily.RefundPaid);
        Assert.Equal(line.BankAccountId, entry.Lines.Single(one => one.Account == Account.BankCash).BankAccountId);
        var booked = await db.Set<BankLine>().SingleAsync(found => found.Id == line.Id);
        Assert.Equal((LineStanding.Posted, LineClass.PaidBack, entry.Id), (booked.Standing, booked.Class, booked.EntryId));
        Assert.All(await bank.CasesOfFilesAsync(), found => Assert.Equal(ExceptionState.Resolved, found.State));
        Assert.Equal("banking.line-booked", (await BookAsync(bank, line, refund)).Refusal?.Code);
        await billing.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-7")]
    public async Task Line_OfCashThatPaysNothing_SendsItBackFromTheReceiptThatIsNamed(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("80.00", Paid("A gift"), "R-1"), closing: "180.00"));
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        await LeaveAsync(bank, "-50.00", "BACK-1", "S-2", "180.00", "130.00");
        await LeaveAsync(bank, "-50.00", "BACK-2", "S-3", "130.00", "80.00");
        var lines = (await bank.LinesAsync()).Where(line => line.AmountMinor < 0).OrderBy(line => line.Id.Value).ToList();
        Task<Outcome<bool>> SendAsync(BankLine line, ReceiptId? named) =>
            BookAsync(bank, line, null, named, LinePurpose.CashSentBack);

        Assert.Equal("banking.no-receipt-named", (await SendAsync(lines[0], null)).Refusal?.Code);
        Assert.Equal("banking.not-that-receipt", (await SendAsync(lines[0], new(Guid.CreateVersion7()))).Refusal?.Code);
        Assert.True((await SendAsync(lines[0], receipt.Id)).Value);
        Assert.Equal("banking.not-owed", (await SendAsync(lines[1], receipt.Id)).Refusal?.Code);

        Assert.Equal(new Dictionary<int, long> { [1010] = 3_000, [2600] = -3_000 }, await bank.BalancesAsync());
        var left = Assert.Single(await bank.AllAsync<Receipt>());
        Assert.Equal((5_000L, 3_000L), (left.ReturnedMinor, left.UnappliedMinor));
        await BillingWorld.In(bank.World).AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Line_AboveTheLimit_IsDecidedBySomebodyElse_WhoPaysTheSameRefund(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("20000.00", Paid("A gift"), "R-1"), closing: "20100.00"));
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        await LeaveAsync(bank, "-20000.00", "BACK-1", "S-2", "20100.00", "100.00");
        var line = (await bank.LinesAsync()).Single(line => line.AmountMinor < 0);

        Assert.False((await BookAsync(bank, line, null, receipt.Id, LinePurpose.CashSentBack)).Value);
        var waiting = Assert.Single(await bank.AllAsync<LineBooking>());
        Assert.Equal(receipt.Id, waiting.ReceiptId);
        Assert.Equal(0, Assert.Single(await bank.AllAsync<Receipt>()).ReturnedMinor);
        Assert.Null((await bank.World.Use<DecideLineBooking>()
            .ApproveAsync(waiting.Id, bank.World.As("controller1"), default)).Refusal?.Text);

        Assert.Empty(await bank.BalancesAsync());
        Assert.Equal(ReceiptState.Returned, Assert.Single(await bank.AllAsync<Receipt>()).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Line_ThatBringsARefundBack_OwesItToTheBuyerAgain_OnceAndNotAsAReceipt(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (invoice, receipt) = await PaidByBankAsync(bank, billing);
        Assert.Null((await bank.World.Use<CreditInvoice>()
            .RunAsync(new(invoice, 300_00, "Nothing was delivered"), billing.Finance, default)).Refusal?.Text);
        var refund = await RefundAsync(bank, receipt, 300_00, "OUR-REFUND-1");
        await LeaveAsync(bank, "-300.00", "OUR-REFUND-1", "S-2", "500.00", "200.00");
        Assert.True((await BookAsync(bank, (await bank.LinesAsync()).Single(line => line.AmountMinor < 0), refund)).Value);
        await LeaveAsync(bank, "300.00", "OUR-REFUND-1", "S-3", "200.00", "500.00");
        await bank.TakenAsync(Camt(
            Entry("300.00", Paid("Account closed"), "X-2").Replace("ESCT", "RRTN", StringComparison.Ordinal),
            opening: "500.00", closing: "800.00", id: "S-4"));
        Assert.Single(await bank.AllAsync<Receipt>());
        var back = (await bank.LinesAsync()).Where(line => line.Standing == LineStanding.Exception)
            .OrderBy(line => line.Id.Value).ToList();
        Assert.Equal([LineClass.CameBack, LineClass.PayoutReturned], back.Select(line => line.Class));
        Task<Outcome<bool>> ComeBackAsync(BankLine line, RefundId? named) =>
            BookAsync(bank, line, named, null, LinePurpose.RefundCameBack);
        async Task<BankLineDetail.Answer> DetailAsync(BankLine line) =>
            (await bank.World.Use<BankLineDetail>().RunAsync(line.Id, billing.Finance, default)).Value;
        Assert.Contains((await DetailAsync(back[1])).Purposes, row => row.Purpose == LinePurpose.RefundCameBack);

        Assert.Equal("banking.no-refund-named", (await ComeBackAsync(back[0], null)).Refusal?.Code);
        Assert.True((await ComeBackAsync(back[0], refund)).Value);
        Assert.Equal("banking.not-a-refund-that-left", (await ComeBackAsync(back[1], refund)).Refusal?.Code);

        Assert.Equal(-300_00, (await bank.BalancesAsync())[2610]);
        Assert.True(Assert.Single(await bank.AllAsync<Refund>()).CameBack);
        Assert.DoesNotContain((await DetailAsync(back[1])).Purposes, row => row.Purpose == LinePurpose.RefundCameBack);
        await RefundAsync(bank, receipt, 300_00, "OUR-REFUND-2");
        await billing.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Line_ThatBringsASuppliersPaymentBack_IsOwedAgain_OnlyAsOftenAsItLeft(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.OweAsync(120_00);
        var before = (await bank.BalancesAsync())[2400];
        await LeaveAsync(bank, "-70.00", "BILL-7", "S-2", "100.00", "30.00");
        var left = (await bank.LinesAsync()).Single(line => line.AmountMinor < 0);
        Assert.True((await BookAsync(bank, left, null, null, LinePurpose.SupplierBill)).Value);
        static string Back(string reference) =>
            Entry("70.00", Paid("Returned"), reference).Replace("ESCT", "RRTN", StringComparison.Ordinal);
        await bank.TakenAsync(Camt(Back("X-1") + Back("X-2"), opening: "30.00", closing: "170.00", id: "S-3"));
        var back = (await bank.LinesAsync()).Where(line => line.AmountMinor > 0).OrderBy(line => line.Position).ToList();

        Assert.True((await BookAsync(bank, back[0], null, null, LinePurpose.SupplierCameBack)).Value);
        Assert.Equal("banking.nothing-to-come-back",
            (await BookAsync(bank, back[1], null, null, LinePurpose.SupplierCameBack)).Refusal?.Code);

        Assert.Equal(before, (await bank.BalancesAsync())[2400]);
        await BillingWorld.In(bank.World).AssertBooksAsync();
    }
}
