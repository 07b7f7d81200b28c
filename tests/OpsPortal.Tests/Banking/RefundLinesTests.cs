using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Trace;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Banking.BankSamples;
using static OpsPortal.Tests.Banking.PaidBack;

namespace OpsPortal.Tests.Banking;

/// <summary>Lines that name a refund of ours: what they may be, and where they stand in its story.</summary>
[Trait("Requirement", "INV-10")]
public sealed class RefundLinesTests
{
    /// <summary>A buyer may quote the refund's reference: it is theirs to say, and it becomes a receipt that is
    /// matched.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Line_OfABuyerThatQuotesARefund_IsBookedAsAReceiptByAPersonAlone(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (refund, _) = await RefundedAsync(bank, billing);
        await LeaveAsync(bank, "300.00", "OUR-REFUND-1", "S-3", "200.00", "500.00");
        var line = (await bank.LinesAsync()).Single(line => line.Standing == LineStanding.Exception);
        Assert.Equal(LineClass.CameBack, line.Class);
        Assert.Contains((await DetailAsync(bank, line)).Purposes, row => row.Purpose == LinePurpose.BuyersPayment);

        Assert.True((await BookAsync(bank, line, null, null, LinePurpose.BuyersPayment)).Value);

        var receipt = Assert.Single(await bank.AllAsync<Receipt>(), found => found.BankLineId == line.Id);
        Assert.Equal((300_00L, 300_00L), (receipt.AmountMinor, receipt.UnappliedMinor));
        var booked = (await bank.LinesAsync()).Single(found => found.Id == line.Id);
        Assert.Equal((LineStanding.Posted, LineClass.CustomerReceipt, receipt.Id),
            (booked.Standing, booked.Class, booked.ReceiptId!.Value));
        Assert.Equal(-300_00, (await bank.BalancesAsync())[2600]);
        Assert.Equal(RefundState.Succeeded, (await bank.AllAsync<Refund>()).Single(found => found.Id == refund).State);
        await billing.AssertBooksAsync();
    }

    /// <summary>The refund may bounce before anybody has booked the line by which it left: that line is booked first.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Line_ThatNamesARefundOfWhichNoLineIsBookedYet_IsNothingElseUntilItIs(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (refund, _) = await UnderWayAsync(bank);
        await bank.TakenAsync(Camt(
            Entry("-300.00", Paid("Back to you", endToEnd: "OUR-REFUND-1"), "X-1")
                + Entry("300.00", Paid("Account closed", endToEnd: "OUR-REFUND-1"), "X-2"),
            opening: "500.00", closing: "500.00", id: "S-2"));
        Assert.Single(await bank.AllAsync<Receipt>());
        var lines = (await bank.LinesAsync()).Where(line => line.Standing == LineStanding.Exception).ToList();
        var (left, back) = (lines.Single(line => line.AmountMinor < 0), lines.Single(line => line.AmountMinor > 0));

        foreach (var purpose in new[] { LinePurpose.BuyersPayment, LinePurpose.InterestEarned, LinePurpose.FeeGivenBack })
            Assert.Equal("banking.refund-not-left", (await BookAsync(bank, back, null, null, purpose)).Refusal?.Code);
        Assert.Equal("banking.subject-not-asked",
            (await BookAsync(bank, left, refund, null, LinePurpose.SupplierBill)).Refusal?.Code);
        Assert.Empty(await bank.AllAsync<LineBooking>());
        Assert.True((await BookAsync(bank, left, refund)).Value);
        Assert.True((await BookAsync(bank, back, refund, null, LinePurpose.RefundCameBack)).Value);

        Assert.Single(await bank.AllAsync<Receipt>());
        Assert.Equal(-300_00, (await bank.BalancesAsync())[2610]);
        await BillingWorld.In(bank.World).AssertBooksAsync();
    }

    /// <summary>Of a return that names nothing, the amount alone may be chance: two people say that it is.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Line_OfTheAmountOfARefundThatIsSent_IsABuyersPaymentByTheWordOfTwo_UnlessItNamesIt(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (_, receipt) = await UnderWayAsync(bank);
        await bank.TakenAsync(Camt(
            Entry("300.00", Paid("Account closed"), "X-2").Replace("ESCT", "RRTN", StringComparison.Ordinal),
            opening: "500.00", closing: "800.00", id: "S-2"));
        var line = (await bank.LinesAsync()).Single(found => found.Standing == LineStanding.Exception);
        Assert.Equal(LineClass.PayoutReturned, line.Class);

        Assert.False((await BookAsync(bank, line, null, null, LinePurpose.BuyersPayment)).Value);
        var waiting = Assert.Single(await bank.AllAsync<LineBooking>());
        var decide = bank.World.Use<DecideLineBooking>();
        await bank.ChangeAsync<Refund>(found => found.ReceiptId == receipt,
            set => set.SetProperty(found => found.ProviderReference, "Closed"));
        Assert.Equal("banking.refund-not-left",
            (await decide.ApproveAsync(waiting.Id, bank.World.As("controller1"), default)).Refusal?.Code);
        await bank.ChangeAsync<Refund>(found => found.ReceiptId == receipt,
            set => set.SetProperty(found => found.ProviderReference, "OUR-REFUND-1"));
        Assert.Null((await decide.ApproveAsync(waiting.Id, bank.World.As("controller1"), default)).Refusal?.Text);

        Assert.Equal(2, (await bank.AllAsync<Receipt>()).Count);
        await BillingWorld.In(bank.World).AssertBooksAsync();
    }

    private static async Task<(RefundId Refund, ReceiptId Receipt)> UnderWayAsync(BankWorld bank)
    {
        var billing = BillingWorld.In(bank.World);
        var (invoice, receipt) = await PaidByBankAsync(bank, billing);
        Assert.Null((await bank.World.Use<CreditInvoice>()
            .RunAsync(new(invoice, 300_00, "Nothing was delivered"), billing.Finance, default)).Refusal?.Text);
        return (await RefundAsync(bank, receipt, 300_00, "OUR-REFUND-1"), receipt);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Line_OfAnotherKind_IsNoPaymentOfABuyer(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var sweep = Entry("3.00", Paid("Payout", "SANDBOX"), "SW-1");
        await bank.TakenAsync(Camt(sweep, closing: "103.00"));
        var line = Assert.Single(await bank.LinesAsync());
        Assert.Equal(LineClass.ProviderSweepIn, line.Class);

        Assert.DoesNotContain((await DetailAsync(bank, line)).Purposes, row => row.Purpose == LinePurpose.BuyersPayment);
        Assert.Equal("banking.not-from-a-buyer",
            (await BookAsync(bank, line, null, null, LinePurpose.BuyersPayment)).Refusal?.Code);
    }

    /// <summary>A transfer's reference is its company's own; two of one company never share it.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Refund_ByTransfer_MayHaveAReferenceOfAnotherCompanyAndNoneOfItsOwn(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (refund, receipt) = await RefundedAsync(bank, billing);
        var note = Assert.Single(await bank.AllAsync<CreditNote>());
        Task<Outcome<RefundId>> AgainAsync() => bank.World.Use<RefundCredit>()
            .RunAsync(new(note.Id, 50_00, receipt, "OUR-REFUND-1"), billing.Finance, default);
        var taken = (await AgainAsync()).Refusal!;
        Assert.Equal("invoicing.refund-taken", taken.Code);
        Assert.DoesNotContain("provider", taken.Text, StringComparison.Ordinal);

        await bank.ChangeAsync<Refund>(found => found.Id == refund,
            set => set.SetProperty(found => found.LegalEntityId, World.America));
        Assert.Null((await AgainAsync()).Refusal?.Text);
    }

    /// <summary>The chain of the invoice ends with the line by which its refund left, for whoever may open the bank
    /// files.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-1")]
    public async Task Trace_OfARefundedInvoice_ShowsTheLine_AndMarksOnlyWhatWasPasted(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (_, receipt) = await RefundedAsync(bank, BillingWorld.In(bank.World));
        var left = (await bank.LinesAsync()).Single(line => line.AmountMinor < 0);
        await using var db = await bank.World.DbAsync();
        var number = (await db.Set<Invoice>().SingleAsync()).Number!;
        var entry = await db.Set<JournalEntry>().FirstAsync(found => found.ReceiptId == receipt);
        async Task<IReadOnlyList<TraceStep>> TracedAsync(string id, string account) => (await bank.World.Use<TraceChain>()
            .RunAsync(id, bank.World.As(account), default)).Value;

        var chain = await TracedAsync(number, "auditor");
        Assert.Contains(chain.Single(step => step.Name == "Bank line").Nodes, node => node.Id == left.Id.ToString());
        var seen = (await TracedAsync(number, "approver")).Select(step => step.Name).ToList();
        Assert.Contains("Invoice", seen);
        Assert.Empty(seen.Intersect(["Payment", "Journal", "Event", "Bank line"]));
        var marked = (await TracedAsync(entry.Id.ToString(), "auditor")).SelectMany(step => step.Nodes)
            .Where(node => node.IsMarked);
        Assert.Equal(entry.Id.ToString(), Assert.Single(marked).Id);
    }
}
